package io.tributary.api;

import io.tributary.profile.Profile;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.Page;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.PutResult;
import io.tributary.storage.Selection;
import io.tributary.storage.ServiceSummary;
import io.tributary.storage.StoreStats;
import io.tributary.storage.StoredProfile;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A store that does what a test says when it is asked for its services, and refuses all else. */
final class ScriptedStore implements ProfileStore {
    private final Supplier<List<ServiceSummary>> services;

    ScriptedStore(Supplier<List<ServiceSummary>> services) {
        this.services = services;
    }

    @Override
    public List<ServiceSummary> services() {
        return services.get();
    }

    @Override
    public StoreStats stats() {
        return new StoreStats(3, 1, 4096, 2, 1024, 640, 2048);
    }

    @Override
    public PutResult put(Origin origin, Profile profile) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Profile> profile(ProfileId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<StoredProfile> profiles(Selection selection, int limit, String cursor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MergeResult merge(Selection selection, MergeMode mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
