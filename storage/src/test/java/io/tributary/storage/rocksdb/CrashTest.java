package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileId;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredProfile;
import io.tributary.storage.TimeRange;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that stores and deletes profiles, asks and makes roll-ups at once is killed in the middle of it, again and again over the same store.
 * {@code -Dcrash.kills=300} kills it so often.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 5);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final List<String> TYPES = List.of("cpu", "heap");
    /** Two hours before a midnight, so that every run writes into two days. */
    private static final long BEGIN = 1_770_000_000_000L / 86_400_000 * 86_400_000 - 7_200_000;

    private static final int MILLIS = 4 * 3_600_000;

    private final Random random = new Random(SEED);
    private final Map<String, String> acknowledged = new LinkedHashMap<>();
    private final Set<String> checked = new HashSet<>();

    private static Selection all(String type) {
        return new Selection("shop", type, List.of(), new TimeRange(0, Long.MAX_VALUE));
    }

    /** The process that is killed: puts profiles for ever, and prints the name of each once it is kept. */
    static final class Writer {
        private static final List<String> CPU = names("/profile.");
        private static final List<String> HEAP = names("/heap.");

        private Writer() {}

        /**
         * Never returns.
         *
         * @param arguments the store's folder, and a seed
         */
        public static void main(String[] arguments) throws InterruptedException {
            RocksStore store = RocksStore.open(Path.of(arguments[0]), RocksStoreOptions.DEFAULT);
            long seed = Long.parseLong(arguments[1]);
            for (int i = 0; i < 2; i++) {
                Random random = new Random(seed + i);
                KilledProcess.forEver(() -> put(store, random));
            }
            Random comesAndGoes = new Random(seed);
            KilledProcess.forEver(() -> comeAndGo(store, comesAndGoes));
            KilledProcess.forEver(() -> ask(store));
            KilledProcess.forEver(store::rollUp);
            new CountDownLatch(1).await();
        }

        private static void put(RocksStore store, Random random) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            List<String> names = type.equals("cpu") ? CPU : HEAP;
            String name = names.get(random.nextInt(names.size()));
            Labels instance = Labels.of(Map.of("instance", "i" + random.nextInt(5)));
            Origin origin = new Origin("shop", type, instance, BEGIN + random.nextInt(MILLIS));
            String id = store.put(origin, TestData.profile(name)).id().text();
            // One write: lines of several threads do not mix, and one that is cut off has no end.
            System.out.print(id + " " + name + "\n");
        }

        /** A service beside it whose profiles are deleted as soon as they are there. Nobody is told of them. */
        private static void comeAndGo(RocksStore store, Random random) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            String name = (type.equals("cpu") ? CPU : HEAP).getFirst();
            Labels instance = Labels.of(Map.of("instance", "i" + random.nextInt(2)));
            store.put(new Origin("transient", type, instance, BEGIN + random.nextInt(MILLIS)), TestData.profile(name));
            if (random.nextInt(5) == 0) {
                store.delete(new Selection("transient", type, List.of(), new TimeRange(0, Long.MAX_VALUE)));
            }
        }

        private static List<String> names(String part) {
            return TestData.profiles().stream()
                    .filter(each -> each.contains(part))
                    .toList();
        }

        private static void ask(RocksStore store) {
            for (String type : TYPES) {
                store.merge(all(type), MergeMode.AUTO);
                store.profiles(all(type), 10, "");
            }
            store.services();
        }
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingIsThereTwice(@TempDir Path folder) throws Exception {
        long start = System.nanoTime();
        for (int kill = 0; kill < KILLS; kill++) {
            KilledProcess.run(
                    Writer.class,
                    List.of(folder.toString(), Long.toString(random.nextLong())),
                    random,
                    kill > 0,
                    "kill " + kill + ", seed " + SEED,
                    line -> {
                        // The last line may be cut off: what it acknowledges was never read.
                        boolean isWhole = line.endsWith(".pb.gz");
                        if (isWhole) {
                            acknowledged.put(
                                    line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
                        }
                        return isWhole;
                    });
            try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
                check(store, kill);
            }
            if (kill % 10 == 9) {
                System.out.printf(
                        "%d s: %d kills, %d acknowledged, %d kept%n",
                        (System.nanoTime() - start) / 1_000_000_000, kill + 1, acknowledged.size(), checked.size());
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT)) {
            Map<String, Map<String, String>> put = new HashMap<>();
            acknowledged.forEach((id, name) -> assertThat(
                            Content.of(store.profile(new ProfileId(id)).orElseThrow()))
                    .as("seed %d, %s", SEED, name)
                    .isEqualTo(put.computeIfAbsent(name, each -> Content.of(TestData.profile(each)))));
            List<byte[]> before = merges(store);
            store.rollUp();
            assertThat(merges(store)).as("seed %d", SEED).containsExactlyElementsOf(before);
        }
    }

    private static List<byte[]> merges(RocksStore store) {
        return TYPES.stream()
                .map(type -> PprofEncoder.encode(
                        store.merge(all(type), MergeMode.AUTO).profile(), PprofEncoder.NO_GZIP))
                .toList();
    }

    private void check(RocksStore store, int kill) {
        assertThat(store.verify().findings()).as("seed %d, kill %d", SEED, kill).isEmpty();
        long kept = 0;
        Set<String> ids = new HashSet<>();
        for (String type : TYPES) {
            List<StoredProfile> listed =
                    store.profiles(all(type), Integer.MAX_VALUE, "").items();
            kept += listed.size();
            listed.forEach(each -> ids.add(each.id().text()));
            // A profile that is new since the last time resolves, whether it was acknowledged or not.
            for (StoredProfile each : listed) {
                if (checked.add(each.id().text())) {
                    assertThat(store.profile(each.id()).orElseThrow().totals()[0])
                            .as("seed %d, kill %d", SEED, kill)
                            .isEqualTo(each.totals().getFirst());
                }
            }
            if (!listed.isEmpty()) {
                var merge = store.merge(all(type), MergeMode.SUM);
                assertThat(merge.coverage().profiles()).isEqualTo(listed.size());
                assertThat(merge.profile().totals()[0])
                        .as("seed %d, kill %d, the merge of %s", SEED, kill, type)
                        .isEqualTo(listed.stream()
                                .mapToLong(each -> each.totals().getFirst())
                                .sum());
            }
        }
        assertThat(ids).as("seed %d, kill %d", SEED, kill).containsAll(acknowledged.keySet());
        assertThat((long) ids.size()).isEqualTo(kept);
        if (kept > 0) {
            assertThat(store.services().getFirst().profiles())
                    .as("seed %d, kill %d", SEED, kill)
                    .isEqualTo(kept);
        }
    }
}
