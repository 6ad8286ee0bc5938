package io.tributary.collector;

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
import io.tributary.storage.TraceStore;
import io.tributary.storage.testing.MemoryStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was put, and on which thread, and keeps traces in memory; every other call is refused, because a collector needs none. */
class RecordingStore implements ProfileStore {
    record Put(Origin origin, Profile profile, String thread) {}

    private final MemoryStore memory = new MemoryStore();
    final List<Put> puts = new CopyOnWriteArrayList<>();

    @Override
    public PutResult put(Origin origin, Profile profile) {
        puts.add(new Put(origin, profile, Thread.currentThread().getName()));
        return new PutResult(new ProfileId(origin.toString()), true);
    }

    long countOf(String job) {
        return puts.stream()
                .filter(put -> put.origin().instance().getOrEmpty("job").equals(job))
                .count();
    }

    @Override
    public TraceStore traces() {
        return memory.traces();
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
    public List<ServiceSummary> services() {
        throw new UnsupportedOperationException();
    }

    @Override
    public StoreStats stats() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
