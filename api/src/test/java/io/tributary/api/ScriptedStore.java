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
import java.util.OptionalLong;
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
        return new StoreStats(
                new StoreStats.Profiles(3, 1),
                new StoreStats.Disk(
                        4096,
                        List.of(
                                new StoreStats.Kind("profiles", 3000, OptionalLong.of(7)),
                                new StoreStats.Kind("log", 96, OptionalLong.empty())),
                        512,
                        OptionalLong.of(86_400_000),
                        OptionalLong.empty()),
                new StoreStats.Dictionaries(2, 1024, 640, 2048, 12, 5),
                new StoreStats.Writes(true, false, 4),
                new StoreStats.Compactions(6, 1, 77),
                9);
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
