package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many services at once whose every profile is of new names and stacks: it gets slower, and neither larger nor wrong. */
class ExplodingDictionariesTest {
    private static final long BUDGET = 4 << 20;
    private static final int SERVICES = 200;
    private static final int ROUNDS = 3;
    private static final int THREADS = 2;
    private static final int STACKS = 120;
    private static final int DEPTH = 15;
    private static final long TIME = 20_500L * 86_400_000;

    @Test
    void memoryStaysWithinItsBudget(@TempDir Path folder) throws Exception {
        RocksStoreOptions options = new RocksStoreOptions("0", BUDGET, BUDGET / 2, 8 << 20, 8 << 20);
        long most = 0;
        try (RocksStore store = RocksStore.open(folder, options);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Long>> fed = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                fed.add(threads.submit(() -> feed(store, first)));
            }
            for (Future<Long> each : fed) {
                most = Math.max(most, each.get(120, TimeUnit.SECONDS));
            }
            // Each thread may hold one beyond it, of half a megabyte; all together would take a hundred.
            assertThat(most).isLessThan(2 * BUDGET);
            assertThat(store.stats().dictionaries().open()).isLessThan(SERVICES);
            for (int service = 0; service < SERVICES; service++) {
                Selection all = new Selection("s" + service, "cpu", List.of(), new TimeRange(TIME, TIME + 60_000));
                Profile merged = store.merge(all, MergeMode.SUM).profile();
                assertThat(merged.samples().size()).isEqualTo(ROUNDS * STACKS);
                assertThat(merged.totals()[0]).isEqualTo(ROUNDS * STACKS);
            }
            assertThat(store.verify().findings()).isEmpty();
        }
    }

    /** Gives the most that all dictionaries in memory took. */
    private static long feed(RocksStore store, int thread) {
        long most = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int service = thread; service < SERVICES; service += THREADS) {
                Labels instance = Labels.of(Map.of("instance", "i"));
                store.put(new Origin("s" + service, "cpu", instance, TIME + round), unseen(service, round));
                most = Math.max(most, store.stats().dictionaries().bytes());
            }
        }
        return most;
    }

    /** A profile of which no other one has a name, a location or a stack. */
    private static Profile unseen(int service, int round) {
        ProfileBuilder builder = new ProfileBuilder(1);
        for (int stack = 0; stack < STACKS; stack++) {
            int[] locations = new int[DEPTH];
            for (int depth = 0; depth < DEPTH; depth++) {
                String name = "f" + service + "." + round + "." + stack + "." + depth;
                int function = builder.function(name, name, "main.go", 1);
                locations[depth] =
                        builder.location(LocationTable.NO_MAPPING, 0, false, new Line(function, depth + 1L, 0));
            }
            builder.sample(locations, new long[] {1});
        }
        ValueType cpu = new ValueType("samples", "count");
        return builder.build(new Header(List.of(cpu), null, 0, TIME * 1_000_000, 0, "", List.of(), "", "", ""));
    }
}
