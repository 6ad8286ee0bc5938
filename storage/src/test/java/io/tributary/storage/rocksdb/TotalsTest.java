package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.testing.TestData;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeTooLargeException;
import io.tributary.storage.Origin;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.testing.MadeUp;
import io.tributary.storage.testing.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Totals, labels and revisions of a store with roll-ups, two writers, late and deleted profiles: against the store in memory, which has none. */
class TotalsTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long MIDNIGHT = 20_500 * DAY;
    private static final List<ValueType> HEAP = List.of(MadeUp.ALLOCATED, MadeUp.IN_USE);

    @TempDir
    Path folder;

    private RocksStore open(String writer) {
        RocksStoreOptions options = new RocksStoreOptions(writer, 64 << 20, 64 << 20, 8 << 20, 8 << 20);
        return RocksStore.open(folder, options, () -> {}, InstantSource.fixed(Instant.EPOCH));
    }

    private static Origin origin(String type, int instance, long time) {
        return new Origin(
                "shop", type, Labels.of(Map.of("instance", "i" + instance, "zone", "z" + instance % 2)), time);
    }

    private static Selection select(String type, long from, long to, String... selectors) throws Exception {
        List<Selector> anyOf = new ArrayList<>();
        for (String selector : selectors) {
            anyOf.add(Selector.parse(selector));
        }
        return new Selection("shop", type, anyOf, new TimeRange(from, to));
    }

    private static Profile drawn(Random random, boolean isCpu, long[] counters, int instance) {
        if (isCpu) {
            return random.nextInt(20) == 0
                    ? TestData.profile("shop/v1/cpu.a1.pb.gz")
                    : MadeUp.profile(
                            List.of(MadeUp.CPU), random.nextLong(20_000_000_000L), random.nextLong(1 << 30), 5);
        }
        boolean begins = random.nextInt(12) == 0;
        counters[instance] = begins ? random.nextInt(50) : counters[instance] + random.nextInt(100);
        return random.nextInt(40) == 0
                ? MadeUp.profile(List.of(MadeUp.IN_USE), 0, random.nextInt(50))
                : MadeUp.profile(HEAP, 0, counters[instance], random.nextInt(50));
    }

    @RepeatedTest(4)
    void anyQuestionHasTheSameAnswer() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] counters = new long[5];
        try (MemoryStore memory = new MemoryStore()) {
            for (int phase = 0; phase < 4; phase++) {
                String writer = phase < 2 ? "0" : "" + random.nextInt(2);
                try (RocksStore store = open(writer)) {
                    for (int i = 0; i < 200; i++) {
                        boolean isCpu = random.nextInt(3) == 0;
                        int instance = random.nextInt(5);
                        long time = MIDNIGHT - 3 * HOUR + random.nextLong(30) * HOUR / 5 + random.nextLong(HOUR / 3);
                        Origin origin = origin(isCpu ? "cpu" : "heap", instance, time);
                        Profile profile = drawn(random, isCpu, counters, instance);
                        store.put(origin, profile);
                        memory.put(origin, profile);
                    }
                    if (phase % 3 != 2) {
                        store.rollUp();
                    }
                    for (int question = 0; question < 20; question++) {
                        ask("seed " + seed + ", phase " + phase, random, phase < 2, store, memory);
                    }
                    assertThat(store.verify().findings()).isEmpty();
                }
            }
        }
    }

    /** @param isOneWriter what samples' labels a day has is known of each writer by itself, and of all together in memory */
    private static void ask(String what, Random random, boolean isOneWriter, RocksStore store, MemoryStore memory)
            throws Exception {
        long from = MIDNIGHT - 4 * HOUR + random.nextLong(4) * HOUR + random.nextLong(2) * random.nextLong(HOUR);
        long to = from + 1 + random.nextLong(12) * HOUR + random.nextLong(2) * random.nextLong(HOUR);
        String[] selectors = switch (random.nextInt(isOneWriter ? 4 : 3)) {
            case 0 -> new String[] {"{zone=\"z1\"}"};
            case 3 -> new String[] {"{handler=~\"sql.*\"}", "{instance=\"i2\"}"};
            default -> new String[0];
        };
        Selection selection = select(random.nextBoolean() ? "cpu" : "heap", from, to, selectors);
        long[] steps = {MINUTE, 7 * MINUTE, 20 * MINUTE, HOUR, 90 * MINUTE, 6 * HOUR, DAY};
        long step = steps[random.nextInt(steps.length)];
        assertThat(store.totals(selection, step))
                .as("%s: %s by %d", what, selection, step)
                .isEqualTo(memory.totals(selection, step));
        if (isOneWriter) {
            assertThat(store.labels(selection)).as("%s: %s", what, selection).isEqualTo(memory.labels(selection));
        }
    }

    /** What roll-ups say is there when the profiles are gone. */
    @Test
    void stepsAreReadFromRollUps() throws Exception {
        Selection range = select("cpu", MIDNIGHT, MIDNIGHT + 2 * HOUR);
        String revision;
        try (RocksStore store = open("0")) {
            for (int minute = 0; minute < 120; minute++) {
                for (int instance = 0; instance < 5; instance++) {
                    store.put(
                            origin("cpu", instance, MIDNIGHT + minute * MINUTE + instance),
                            MadeUp.profile(List.of(MadeUp.CPU), 1_000_000_000, minute));
                }
            }
            store.rollUp();
            revision = store.revision(range);
        }
        Retention shortly =
                new Retention(Duration.ofDays(1), Duration.ofDays(400), Duration.ofDays(400), Long.MAX_VALUE);
        InstantSource later = InstantSource.fixed(Instant.ofEpochMilli(MIDNIGHT + 9 * DAY));
        try (RocksStore store = RocksStore.open(folder, RocksStoreOptions.DEFAULT.with(shortly), () -> {}, later)) {
            store.retain();
            assertThat(store.profiles(range, 1, "").items()).isEmpty();
            assertThat(store.totals(range, HOUR))
                    .hasSize(5)
                    .allSatisfy(each -> assertThat(each.steps())
                            .extracting(step -> step.values().getFirst())
                            .containsExactly(60 * 59 / 2.0, 60 * 59 / 2.0 + 3_600))
                    .first()
                    .satisfies(each -> assertThat(each.steps())
                            .extracting(InstanceTotals.Step::firstMillis, InstanceTotals.Step::lastMillis)
                            .containsExactly(
                                    tuple(MIDNIGHT, MIDNIGHT + 59 * MINUTE),
                                    tuple(MIDNIGHT + HOUR, MIDNIGHT + 119 * MINUTE)));
            assertThat(store.labels(range)).containsOnlyKeys("instance", "zone");
            // What it is cut into matters now.
            assertThat(store.revision(range)).isNotEqualTo(revision);
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsRefused() throws Exception {
        try (RocksStore store = open("0")) {
            for (int i = 0; i < 12; i++) {
                store.put(origin("heap", i % 2, MIDNIGHT + i * MINUTE), MadeUp.profile(HEAP, 0, 1, 2));
            }
            Selection all = select("heap", MIDNIGHT, MIDNIGHT + HOUR);
            assertThat(store.totals(all, MINUTE, 24)).hasSize(2);
            assertThatThrownBy(() -> store.totals(all, MINUTE, 19))
                    .isInstanceOf(MergeTooLargeException.class)
                    .hasMessage("the answer has more than 19 values; ask for longer steps, a shorter range or fewer"
                            + " instances");
        }
    }

    @Test
    void aRevisionIsWhatItWasOnceAChangeIsUndone() throws Exception {
        Selection all = select("cpu", MIDNIGHT - DAY, MIDNIGHT + DAY);
        Selection last = select("cpu", MIDNIGHT + 12 * MINUTE, MIDNIGHT + 13 * MINUTE);
        String whole;
        try (RocksStore store = open("0")) {
            for (int i = 0; i < 20; i++) {
                store.put(origin("cpu", 0, MIDNIGHT + i * MINUTE), MadeUp.profile(List.of(MadeUp.CPU), 1, 3 + i));
            }
            whole = store.revision(all);
            store.rollUp();
            assertThat(store.revision(all)).isEqualTo(whole);
            assertThat(store.delete(last)).isEqualTo(1);
            assertThat(store.revision(all)).isNotEqualTo(whole);
        }
        try (RocksStore store = open("0")) {
            assertThat(store.revision(all)).isNotEqualTo(whole);
            store.put(origin("cpu", 0, MIDNIGHT + 12 * MINUTE), MadeUp.profile(List.of(MadeUp.CPU), 1, 15));
            assertThat(store.revision(all)).isEqualTo(whole);
            store.compact();
            assertThat(store.revision(all)).isEqualTo(whole);
        }
        try (RocksStore store = open("1")) {
            assertThat(store.revision(all)).isEqualTo(whole);
            store.put(origin("cpu", 0, MIDNIGHT + 12 * MINUTE), MadeUp.profile(List.of(MadeUp.CPU), 1, 15));
            assertThat(store.revision(all)).isNotEqualTo(whole);
        }
    }
}
