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
import io.tributary.storage.testing.MadeUp;
import io.tributary.storage.testing.MemoryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What values mean over time, where scrapes lie in several days and partitions: against sums made by hand. */
class OverTimeTest {
    private static final long HOUR = 3_600_000;
    private static final long MIDNIGHT = 20_500 * 24 * HOUR;
    private static final long DIVISOR = 27_720; // divisible by every number up to 12
    private static final Selection HEAP =
            new Selection("shop", "heap", List.of(), new TimeRange(MIDNIGHT - 100 * HOUR, MIDNIGHT + 100 * HOUR));

    @TempDir
    Path folder;

    /** A scrape: what each function allocated since the process began, and what it holds. */
    private record Scrape(String instance, long time, String writer, long[] allocated, long[] held) {
        Profile toProfile() {
            ProfileBuilder builder = new ProfileBuilder(2);
            for (int f = 0; f < allocated.length; f++) {
                int function = builder.function("f" + f, "f" + f, "main.go", 1);
                int location = builder.location(LocationTable.NO_MAPPING, 0, false, new Line(function, 1, 0));
                builder.sample(new int[] {location}, new long[] {allocated[f], held[f]});
            }
            return builder.build(new Header(
                    List.of(new ValueType("alloc_objects", "count"), new ValueType("inuse_objects", "count")),
                    null,
                    0,
                    time * 1_000_000,
                    0,
                    "",
                    List.of(),
                    "",
                    "",
                    ""));
        }
    }

    private Map<String, List<Long>> merge(List<Scrape> scrapes) {
        for (String writer : List.of("0", "1")) {
            try (RocksStore store = open(writer)) {
                scrapes.stream()
                        .filter(scrape -> scrape.writer.equals(writer))
                        .forEach(scrape -> store.put(
                                new Origin("shop", "heap", Labels.of(Map.of("instance", scrape.instance)), scrape.time),
                                scrape.toProfile()));
            }
        }
        try (RocksStore store = open("0")) {
            return byFunction(store.merge(HEAP, MergeMode.AUTO).profile());
        }
    }

    private RocksStore open(String writer) {
        return RocksStore.open(folder, new RocksStoreOptions(writer, 64 << 20, 64 << 20, 8 << 20, 8 << 20));
    }

    private static Map<String, List<Long>> byFunction(Profile profile) {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (int s = 0; s < profile.samples().size(); s++) {
            int location = profile.samples().location()[profile.samples().stackOffset()[s]];
            int function =
                    profile.locations().lineFunction()[profile.locations().lineOffset()[location]];
            String name = profile.strings().get(profile.functions().name()[function]);
            long[] values = profile.samples().values();
            sums.put(name, List.of(values[2 * s], values[2 * s + 1]));
        }
        return sums;
    }

    private static Scrape held(String instance, long time, long... held) {
        return new Scrape(instance, time, "0", new long[held.length], held);
    }

    @Test
    void aMeanOverMidnightIsRoundedOnce() {
        assertThat(merge(List.of(
                        held("a", MIDNIGHT - 2, 1, 1, 3, 0),
                        held("a", MIDNIGHT - 1, 1, 0, 0, 1),
                        held("a", MIDNIGHT, 1, 1, 0, 0),
                        held("a", MIDNIGHT + 1, 1, 0, 0, 0))))
                .isEqualTo(Map.of("f0", List.of(0L, 1L), "f1", List.of(0L, 1L), "f2", List.of(0L, 1L)));
    }

    @Test
    void anInstanceThatGoesToAnotherWriterAndBackIsNotRestarted() {
        List<Scrape> scrapes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            scrapes.add(new Scrape("a", MIDNIGHT + i, i % 2 == 0 ? "1" : "0", new long[] {100 + 10 * i}, new long[1]));
        }
        assertThat(merge(scrapes)).isEqualTo(Map.of("f0", List.of(50L, 0L)));
    }

    @RepeatedTest(5)
    void randomScrapesOverDaysWritersAndRestarts() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int functions = 6;
        List<Scrape> scrapes = new ArrayList<>();
        long[] allocated = new long[functions];
        long[] heldTimesDivisor = new long[functions];
        for (int i = 0; i < 5; i++) {
            int count = 1 + random.nextInt(12);
            long[] now = new long[functions];
            for (int s = 0; s < count; s++) {
                boolean restart = s > 0 && random.nextInt(4) == 0 && total(now) > 0;
                long[] grown = grow(random, restart ? new long[functions] : now);
                if (restart && total(grown) >= total(now)) {
                    grown = new long[functions];
                }
                boolean began = total(grown) < total(now);
                long[] held = random.longs(functions, 0, 4).toArray();
                for (int f = 0; f < functions; f++) {
                    allocated[f] += s == 0 ? 0 : grown[f] - (began ? 0 : now[f]);
                    heldTimesDivisor[f] += held[f] * DIVISOR / count;
                }
                now = grown;
                scrapes.add(new Scrape(
                        "i" + i, MIDNIGHT + (s - 6) * HOUR / 4 + i, "" + random.nextInt(2), now.clone(), held));
            }
        }
        Map<String, List<Long>> expected = new TreeMap<>();
        for (int f = 0; f < functions; f++) {
            long held = Math.floorDiv(2 * heldTimesDivisor[f] + DIVISOR, 2 * DIVISOR);
            if (allocated[f] != 0 || held != 0) {
                expected.put("f" + f, List.of(allocated[f], held));
            }
        }
        assertThat(merge(scrapes)).as("seed %d", seed).isEqualTo(expected);
    }

    /** Against the store in memory, which reckons in fractions. */
    @RepeatedTest(3)
    void randomProfilesInEveryMode() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<ValueType> types = List.of(MadeUp.CPU, MadeUp.ALLOCATED, MadeUp.IN_USE);
        try (RocksStore store = open("0");
                MemoryStore memory = new MemoryStore()) {
            for (int i = 0; i < 80; i++) {
                long[] values = random.longs(12, 0, 1 + random.nextLong(1L << random.nextInt(1, 50)))
                        .toArray();
                long duration = random.nextInt(4) * 700_000_000L;
                Labels instance = Labels.of(Map.of("instance", "i" + random.nextInt(5)));
                long time = MIDNIGHT + random.nextLong(-30 * HOUR, 30 * HOUR);
                Origin origin = new Origin("shop", "heap", instance, time);
                store.put(origin, MadeUp.profile(types, duration, values));
                memory.put(origin, MadeUp.profile(types, duration, values));
                if (i == 60) {
                    store.rollUp();
                }
            }
            for (MergeMode mode : MergeMode.named()) {
                assertThat(MadeUp.values(store.merge(HEAP, mode).profile()))
                        .as("seed %d, %s", seed, mode)
                        .isEqualTo(MadeUp.values(memory.merge(HEAP, mode).profile()));
            }
        }
    }

    private static long[] grow(Random random, long[] from) {
        long[] to = from.clone();
        for (int f = 0; f < to.length; f++) {
            to[f] += random.nextInt(5);
        }
        return to;
    }

    private static long total(long[] values) {
        long total = 0;
        for (long value : values) {
            total += value;
        }
        return total;
    }
}
