package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.collector.schedule.Phase;
import io.tributary.collector.schedule.Rotation;
import io.tributary.profile.Profile;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import io.tributary.storage.testing.MadeUp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the store says of a fleet of which only some are profiled at once: instances of constant rates, put at the instants of their
 * turns, and the same ones put in every interval.
 */
class SampledFleetTest {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int SECONDS = 10;
    private static final int INSTANCES = 20;
    private static final int AT_ONCE = 6;
    private static final int TURNS = 4;
    private static final Instant FROM = Instant.parse("2026-03-01T08:00:00Z");
    /** Whole rotations. */
    private static final Instant TO = FROM.plus(INTERVAL.multipliedBy(60 * TURNS));

    private static final String EVERY = "every";
    private static final String SAMPLED = "sampled";

    @TempDir
    Path folder;

    private ProfileStore store;

    @BeforeEach
    void open() {
        store = RocksStore.open(folder, RocksStoreOptions.DEFAULT);
        List<Labels> targets = IntStream.range(0, INSTANCES)
                .mapToObj(i -> Labels.of(Map.of("instance", "shop-" + i)))
                .toList();
        Map<Labels, Rotation> rotation = Rotation.of(targets, AT_ONCE);
        for (int i = 0; i < INSTANCES; i++) {
            Labels target = targets.get(i);
            put(EVERY, target, i, Rotation.ALWAYS);
            Rotation own = rotation.getOrDefault(target, Rotation.ALWAYS);
            put(SAMPLED, target, i, own);
            assertThat(own.turns()).isEqualTo(TURNS);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Every instance spends another share of a core in each of two functions, allocates at another rate, and holds something. */
    private void put(String service, Labels target, int i, Rotation rotation) {
        Phase cpu = Phase.of(target, "cpu", INTERVAL).in(rotation);
        for (Instant at = cpu.next(FROM.minusMillis(1)); at.isBefore(TO); at = cpu.next(at)) {
            Profile profile = MadeUp.profile(
                    List.of(MadeUp.CPU),
                    SECONDS * 1_000_000_000L,
                    (i + 1) * 10_000_000L * SECONDS,
                    (INSTANCES - i) * 30_000_000L * SECONDS);
            store.put(new Origin(service, "cpu", target, at.toEpochMilli()), profile);
        }
        Phase heap = Phase.of(target, "heap", INTERVAL).in(rotation);
        for (Instant at = heap.next(FROM.minusMillis(1)); at.isBefore(TO); at = heap.next(at)) {
            long since = (at.toEpochMilli() - FROM.toEpochMilli()) / 1_000;
            Profile profile =
                    MadeUp.profile(List.of(MadeUp.ALLOCATED, MadeUp.IN_USE), 0, since * (i + 1), 1_000L * (i + 1));
            store.put(new Origin(service, "heap", target, at.toEpochMilli()), profile);
        }
    }

    private MergeResult merge(String service, String type, MergeMode mode) {
        return merge(service, type, mode, FROM, TO);
    }

    private MergeResult merge(String service, String type, MergeMode mode, Instant from, Instant to) {
        return store.merge(
                new Selection(service, type, List.of(), new TimeRange(from.toEpochMilli(), to.toEpochMilli())), mode);
    }

    private Map<String, List<Long>> values(String service, String type, MergeMode mode) {
        return MadeUp.values(merge(service, type, mode).profile());
    }

    private static long first(Map<String, List<Long>> values, String function) {
        return values.getOrDefault(function, List.of()).getFirst();
    }

    private static long last(Map<String, List<Long>> values, String function) {
        return values.getOrDefault(function, List.of()).getLast();
    }

    @Test
    void coresAndTheWeightsOfStacksAreThoseOfTheWholeFleet() {
        assertThat(values(SAMPLED, "cpu", MergeMode.RATE))
                .isEqualTo(values(EVERY, "cpu", MergeMode.RATE))
                // Nanoseconds a second: 2.1 cores and 6.3.
                .isEqualTo(Map.of("f0", List.of(2_100_000_000L), "f1", List.of(6_300_000_000L)));
    }

    @Test
    void aSumIsOfWhatWasProfiledAndTheCoverageIsItsWeight() {
        // The last profile of each ends within.
        Instant to = TO.plusSeconds(SECONDS);
        double seconds = Duration.between(FROM, to).toSeconds();
        MergeResult sampled = merge(SAMPLED, "cpu", MergeMode.AUTO, FROM, to);
        MergeResult every = merge(EVERY, "cpu", MergeMode.AUTO, FROM, to);

        assertThat(sampled.coverage().instances()).isEqualTo(INSTANCES);
        assertThat(every.coverage().share() * seconds).isEqualTo(60 * TURNS * SECONDS, within(1e-6));
        assertThat(sampled.coverage().share() * seconds).isEqualTo(60 * SECONDS, within(1e-6));
        Map<String, List<Long>> sums = MadeUp.values(every.profile());
        MadeUp.values(sampled.profile())
                .forEach((function, sum) -> assertThat(
                                sum.getFirst() / sampled.coverage().share())
                        .as(function)
                        .isEqualTo(first(sums, function) / every.coverage().share(), within(1.0)));
    }

    @Test
    void whatIsInUseIsThatOfTheWholeFleet() {
        long inUse = last(values(EVERY, "heap", MergeMode.AUTO), "f0");

        assertThat(inUse).isEqualTo(1_000 * INSTANCES * (INSTANCES + 1) / 2);
        assertThat(last(values(SAMPLED, "heap", MergeMode.AUTO), "f0")).isEqualTo(inUse);
        assertThat(last(values(SAMPLED, "heap", MergeMode.LAST), "f0")).isEqualTo(inUse);
    }

    @Test
    void countersGrowAtTheSameRateAndTheirIncreaseLacksTheEdgesAlone() {
        long everySecond = INSTANCES * (INSTANCES + 1) / 2;
        assertThat(first(values(SAMPLED, "heap", MergeMode.RATE), "f0")).isEqualTo(everySecond);
        assertThat(first(values(EVERY, "heap", MergeMode.RATE), "f0")).isEqualTo(everySecond);

        MergeResult sampled = merge(SAMPLED, "heap", MergeMode.AUTO);
        long seconds = Duration.between(FROM, TO).toSeconds();
        long increase = first(MadeUp.values(sampled.profile()), "f0");
        assertThat(increase / sampled.coverage().share())
                .isEqualTo((double) everySecond * seconds, within(everySecond * 2.0));
        // Between the first scrape of an instance and the last one there is all but one rotation.
        assertThat(increase)
                .isBetween(everySecond * (seconds - 60 * TURNS - 1), everySecond * (seconds - 60 * TURNS + 1));
    }

    @Test
    void ofLessThanARotationItSaysHowManyInstancesItKnows() {
        MergeResult minute = merge(SAMPLED, "cpu", MergeMode.RATE, FROM, FROM.plus(INTERVAL));

        assertThat(minute.coverage().instances()).isBetween(1, AT_ONCE);
        assertThat(merge(SAMPLED, "cpu", MergeMode.RATE, FROM, FROM.plus(INTERVAL.multipliedBy(TURNS)))
                        .coverage()
                        .instances())
                .isEqualTo(INSTANCES);
    }
}
