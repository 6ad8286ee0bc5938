package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.TestData;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.TimeRange;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.testing.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few instances out of many are sought in the store, most or all are met on the way; with roll-ups only where they were: all find what a store without keys finds. */
class FewInstancesTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long MIDNIGHT = 20_500 * 24 * HOUR;
    private static final int INSTANCES = 60;
    private static final List<String> SERVICES = List.of("shop", "shop-too");
    private static final List<String> TYPES = List.of("cpu", "heap");

    @Test
    void areFoundWhereverTheyAre(@TempDir Path folder) throws Exception {
        Random random = new Random(11);
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT);
                MemoryStore plain = new MemoryStore()) {
            fill(List.of(store, plain), random);
            int found = 0;
            for (int question = 0; question < 400; question++) {
                if (question == 200) {
                    // Then the hours know when each instance was there, and have no sums by instance.
                    store.rollUp();
                }
                Selection selection = selection(random);
                String what = "question " + question + ": " + selection;
                List<Origin> expected = origins(plain, selection);
                assertThat(origins(store, selection)).as(what).containsExactlyInAnyOrderElementsOf(expected);
                MergeResult merge = store.merge(selection, MergeMode.SUM);
                MergeResult merged = plain.merge(selection, MergeMode.SUM);
                assertThat(merge.coverage().profiles()).as(what).isEqualTo(expected.size());
                assertThat(merge.coverage().instances())
                        .as(what)
                        .isEqualTo(merged.coverage().instances());
                assertThat(merge.profile().totals())
                        .as(what)
                        .isEqualTo(merged.profile().totals());
                found += expected.size();
            }
            assertThat(found).isGreaterThan(1_000);
        }
    }

    private static void fill(List<ProfileStore> stores, Random random) {
        for (int i = 0; i < 1_500; i++) {
            String service = SERVICES.get(random.nextInt(SERVICES.size()));
            String type = TYPES.get(random.nextInt(TYPES.size()));
            Map<String, String> labels =
                    Map.of("instance", "i" + random.nextInt(INSTANCES), "zone", "z" + random.nextInt(2));
            // A few minutes of three hours about midnight, the last minute of an hour among them.
            long minute = random.nextInt(-1, 2) * 60L + List.of(0, 7, 8, 59).get(random.nextInt(4));
            long time = MIDNIGHT + minute * MINUTE + random.nextLong(MINUTE);
            Origin origin = new Origin(service, type, Labels.of(labels), time);
            stores.forEach(store -> store.put(origin, TestData.profile("etcd/profile.1.pb.gz")));
        }
    }

    private static Selection selection(Random random) throws Exception {
        String instance = switch (random.nextInt(4)) {
            case 0 -> "{instance=\"i" + random.nextInt(INSTANCES) + "\"}";
            case 1 -> "{instance=~\"i1.?\",zone=\"z1\"}";
            case 2 -> "{instance=\"none\"}";
            default -> "{instance=~\"i" + random.nextInt(6) + "[27]\"}";
        };
        long from = MIDNIGHT + random.nextLong(-HOUR, HOUR);
        return new Selection(
                random.nextInt(4) == 0 ? null : SERVICES.get(random.nextInt(SERVICES.size())),
                random.nextInt(4) == 0 ? null : TYPES.get(random.nextInt(TYPES.size())),
                List.of(Selector.parse(instance)),
                new TimeRange(from, from + 1 + random.nextLong(2 * HOUR)));
    }

    private static List<Origin> origins(ProfileStore store, Selection selection) {
        return store.profiles(selection, Integer.MAX_VALUE, "").items().stream()
                .map(StoredProfile::origin)
                .toList();
    }
}
