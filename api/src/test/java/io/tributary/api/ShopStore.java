package io.tributary.api;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fills a store with what the tests ask about: the real profiles of two versions of a shop within the last hour, and
 * services whose CPU profiles are of no use to Go's compiler, each for its own reason.
 */
final class ShopStore {
    static final List<String> CPU_FILES =
            List.of("shop/v1/cpu.a1.pb.gz", "shop/v1/cpu.a2.pb.gz", "shop/v1/cpu.b1.pb.gz", "shop/v2/cpu.a1.pb.gz");

    private static final ValueType SAMPLES = new ValueType("samples", "count");
    private static final ValueType CPU = new ValueType("cpu", "nanoseconds");

    private ShopStore() {}

    /** The API over such a store in memory. */
    static TestServer served() {
        HeldProfiles store = new HeldProfiles();
        fill(store);
        return new TestServer(store);
    }

    /** The API over such a store in a folder, which is closed with it. */
    static TestServer served(Path folder) {
        RocksStore store = open(folder);
        return new TestServer(store).closing(store);
    }

    /** Such a store. */
    static RocksStore open(Path folder) {
        RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT);
        fill(store);
        return store;
    }

    static void fill(ProfileStore store) {
        put(store, "shop", "cpu", "a", "v1", minutesAgo(50), TestData.profile(CPU_FILES.get(0)));
        put(store, "shop", "cpu", "a", "v1", minutesAgo(40), TestData.profile(CPU_FILES.get(1)));
        put(store, "shop", "cpu", "b", "v1", minutesAgo(30), TestData.profile(CPU_FILES.get(2)));
        put(store, "shop", "cpu", "c", "v2", minutesAgo(20), TestData.profile(CPU_FILES.get(3)));
        put(store, "shop", "heap", "a", "v1", minutesAgo(50), TestData.profile("shop/v1/heap.4.pb.gz"));
        put(store, "idle", "cpu", "a", "v1", minutesAgo(10), profile(List.of(SAMPLES, CPU), 0));
        put(store, "zero", "cpu", "a", "v1", minutesAgo(10), profile(List.of(SAMPLES, CPU), 7, 0L, 5L));
        put(store, "stripped", "cpu", "a", "v1", minutesAgo(10), profile(List.of(SAMPLES, CPU), 0, 1L, 5L));
        put(store, "java", "cpu", "a", "v1", minutesAgo(10), profile(List.of(new ValueType("wall", "ms")), 7, 5L));
        put(store, "java", "threads", "a", "v1", minutesAgo(10), profile(List.of(SAMPLES), 7, 5L));
    }

    static Instant minutesAgo(long minutes) {
        return TestServer.NOW.minus(Duration.ofMinutes(minutes));
    }

    static ProfileId put(
            ProfileStore store,
            String service,
            String type,
            String instance,
            String version,
            Instant time,
            Profile profile) {
        Labels labels = Labels.of(
                new TreeMap<>(Map.of(Labels.JOB, service, Labels.INSTANCE, instance, Labels.VERSION, version)));
        return store.put(new Origin(service, type, labels, time.toEpochMilli()), profile)
                .id();
    }

    /** One stack of two frames with these values, or none without values. */
    private static Profile profile(List<ValueType> sampleTypes, long startLine, long... values) {
        ProfileBuilder builder = new ProfileBuilder(sampleTypes.size());
        if (values.length > 0) {
            int main = builder.function("main.main", "main.main", "main.go", startLine);
            int work = builder.function("main.work", "main.work", "main.go", startLine);
            int leaf = builder.location(-1, 0x20, false, new Line(work, startLine + 3, 0));
            int root = builder.location(-1, 0x10, false, new Line(main, startLine + 1, 0));
            builder.sample(new int[] {leaf, root}, values);
        }
        return builder.build(new Header(
                sampleTypes, sampleTypes.getLast(), 10_000_000, 0, 5_000_000_000L, "", List.of(), "", "", ""));
    }
}
