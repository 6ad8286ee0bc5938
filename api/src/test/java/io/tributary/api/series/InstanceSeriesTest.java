package io.tributary.api.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.profile.ValueType;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.Labels;
import io.tributary.storage.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceSeriesTest {
    private static final long NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long SECOND = 1_000_000_000;
    private static final double NONE = Double.NaN;
    private static final ValueType CPU = new ValueType("cpu", "nanoseconds");
    private static final ValueType ALLOCATED = new ValueType("alloc_space", "bytes");
    private static final ValueType IN_USE = new ValueType("inuse_space", "bytes");

    /** One profile, which began with a step of a minute. */
    private static InstanceTotals.Step one(long minute, long timedNanos, double value) {
        return step(minute, (double) minute, (double) minute, 1, timedNanos, value);
    }

    /** Profiles of a step, in minutes after noon. */
    private static InstanceTotals.Step step(
            long from, double first, double last, int profiles, long timedNanos, double value) {
        return new InstanceTotals.Step(
                NOON + from * MINUTE,
                profiles,
                NOON + (long) (first * MINUTE),
                NOON + (long) (last * MINUTE),
                timedNanos,
                List.of(value));
    }

    private static InstanceTotals instance(ValueType type, InstanceTotals.Step... steps) {
        return new InstanceTotals("shop", "cpu", Labels.of(Map.of()), List.of(type), Arrays.asList(steps));
    }

    private static double[] series(ValueType type, long minutes, long stepMinutes, InstanceTotals.Step... steps) {
        InstanceTotals instance = instance(type, steps);
        Grid grid = new Grid(new TimeRange(NOON, NOON + minutes * MINUTE), stepMinutes * MINUTE);
        long spacing = Spacing.of(List.of(instance)).millis(instance);
        return InstanceSeries.of(instance, 0, Meaning.of(type, instance), grid, spacing);
    }

    @Test
    void whoIsProfiledATenthOfTheTimeCountsForAllOfIt() {
        assertThat(series(
                        CPU,
                        3,
                        1,
                        one(0, 6 * SECOND, 12 * SECOND),
                        one(1, 6 * SECOND, 3 * SECOND),
                        step(2, 2, 2.5, 2, 12 * SECOND, 12 * SECOND)))
                .containsExactly(2, 0.5, 1);
    }

    @Test
    void betweenRareProfilesTheLastOneHolds() {
        double[] series = series(
                CPU,
                20,
                1,
                one(2, 10 * SECOND, 10 * SECOND),
                one(7, 10 * SECOND, 20 * SECOND),
                one(12, 10 * SECOND, 30 * SECOND));

        assertThat(Arrays.copyOfRange(series, 0, 7)).containsOnly(1);
        assertThat(Arrays.copyOfRange(series, 7, 12)).containsOnly(2);
        assertThat(Arrays.copyOfRange(series, 12, 20)).containsOnly(3);
    }

    @Test
    void oneThatIsMissedLeavesNoDipAndManyDo() {
        double[] series = series(
                CPU,
                10,
                1,
                one(0, SECOND, SECOND),
                one(1, SECOND, SECOND),
                one(3, SECOND, SECOND),
                one(4, SECOND, SECOND),
                one(8, SECOND, SECOND),
                one(9, SECOND, SECOND));

        assertThat(series).containsExactly(1, 1, 1, 1, 1, NONE, NONE, NONE, 1, 1);
    }

    @Test
    void whoWasThereForAPartOfAStepCountsForThatPart() {
        assertThat(series(
                        CPU,
                        240,
                        60,
                        step(0, 45, 59, 15, 15 * SECOND, 30 * SECOND),
                        step(60, 60, 119, 60, 60 * SECOND, 120 * SECOND),
                        step(120, 120, 149, 30, 30 * SECOND, 60 * SECOND)))
                .containsExactly(0.5, 2, 1, NONE);
    }

    @Test
    void whoLivedForTenMinutesOfAnHourIsASixthOfItself() {
        assertThat(series(CPU, 120, 60, step(60, 75, 84, 10, 10 * SECOND, 20 * SECOND)))
                .containsExactly(NONE, 1.0 / 3);
        assertThat(series(IN_USE, 120, 60, step(60, 75, 84, 10, 0, 600))).containsExactly(NONE, 100);
        assertThat(series(
                        CPU,
                        120,
                        60,
                        step(0, 55, 59, 5, 5 * SECOND, 5 * SECOND),
                        step(60, 60, 64, 5, 5 * SECOND, 5 * SECOND)))
                .containsExactly(5.0 / 60, 5.0 / 60);
    }

    /** Profiles of a minute, one after the other: of the minute before the last one nothing is known yet. */
    @Test
    void whatIsBeingProfiledIsThere() {
        assertThat(series(CPU, 20, 60, step(0, 0, 18.0, 19, 19 * 60 * SECOND, 19 * 60 * SECOND)))
                .containsExactly(1);
        assertThat(series(CPU, 20, 60, step(0, 0, 12.0, 13, 13 * 60 * SECOND, 13 * 60 * SECOND)))
                .containsExactly(13.0 / 20);
        assertThat(series(CPU, 80, 60, step(0, 0, 58.0, 59, 59 * 60 * SECOND, 59 * 60 * SECOND)))
                .containsExactly(59.0 / 60, NONE);
    }

    @Test
    void rareProfilesReachNoFartherThanTheNextWouldHaveCome() {
        double[] series = series(
                CPU,
                60,
                1,
                one(20, 10 * SECOND, 10 * SECOND),
                one(25, 10 * SECOND, 10 * SECOND),
                one(30, 10 * SECOND, 10 * SECOND));

        assertThat(Arrays.copyOfRange(series, 0, 20)).containsOnly(NONE);
        assertThat(Arrays.copyOfRange(series, 20, 35)).containsOnly(1);
        assertThat(Arrays.copyOfRange(series, 35, 60)).containsOnly(NONE);
    }

    @Test
    void aProfileWithNoneBesideItStandsForAMinuteOrItsDuration() {
        assertThat(series(CPU, 60, 60, one(20, 10 * SECOND, 60 * SECOND))).containsExactly(0.1);
        assertThat(series(CPU, 60, 60, one(20, 600 * SECOND, 600 * SECOND))).containsExactly(1.0 / 6);
    }

    @Test
    void whoHasTooFewProfilesIsSpacedAsTheOthersOfItsService() {
        InstanceTotals one = instance(CPU, one(20, SECOND, SECOND));
        InstanceTotals two = instance(CPU, step(0, 20, 21, 2, SECOND, SECOND));
        InstanceTotals three = instance(CPU, step(0, 20, 30, 3, SECOND, SECOND));
        InstanceTotals other =
                new InstanceTotals("cart", "cpu", Labels.of(Map.of()), List.of(CPU), List.of(one(20, SECOND, SECOND)));

        Spacing spacing = Spacing.of(List.of(one, two, three, three, other));

        assertThat(List.of(one, two, three))
                .allSatisfy(each -> assertThat(spacing.millis(each)).isEqualTo(5 * MINUTE));
        assertThat(spacing.millis(other)).isEqualTo(MINUTE);
    }

    @Test
    void aStepThatReachesOutOfTheRangeIsNoPartOfOne() {
        assertThat(series(
                        CPU,
                        90,
                        60,
                        step(0, 0, 59, 60, 60 * SECOND, 60 * SECOND),
                        step(60, 60, 89, 30, 30 * SECOND, 30 * SECOND)))
                .containsExactly(1, 1);
    }

    @Test
    void aCountersIncreaseIsSpreadOverTheTimeItTook() {
        List<InstanceTotals.Step> steps = new ArrayList<>();
        steps.add(one(0, 0, 0));
        steps.add(one(10, 0, 6_000));
        steps.add(one(20, 0, 12_000));

        double[] series = series(ALLOCATED, 30, 1, steps.toArray(InstanceTotals.Step[]::new));

        assertThat(Arrays.copyOfRange(series, 0, 11)).containsOnly(10);
        assertThat(Arrays.copyOfRange(series, 11, 21)).containsOnly(20);
        assertThat(Arrays.stream(series, 1, 21).map(perSecond -> perSecond * 60).sum())
                .isCloseTo(18_000, within(1e-6));
    }

    @Test
    void aCounterInLongStepsIsItsIncrease() {
        assertThat(series(ALLOCATED, 120, 60, step(0, 0, 50, 6, 0, 3_600), step(60, 60, 110, 6, 0, 36_000)))
                .containsExactly(1, 10);
    }

    @Test
    void aGaugeIsWhatWasThere() {
        assertThat(series(IN_USE, 3, 1, one(0, 0, 500), one(1, 0, 700), one(2, 0, 600)))
                .containsExactly(500, 700, 600);
    }

    @Test
    void unitsSayWhatIsDivided() {
        InstanceTotals timed = instance(CPU, one(0, SECOND, 1));
        InstanceTotals scrape =
                new InstanceTotals("shop", "heap", Labels.of(Map.of()), List.of(IN_USE), List.of(one(0, 0, 1)));

        assertThat(Meaning.of(CPU, timed).unit()).isEqualTo("cores");
        assertThat(Meaning.of(new ValueType("samples", "count"), timed).unit()).isEqualTo("count/second");
        assertThat(Meaning.of(new ValueType("delay", "nanoseconds"), scrape).unit())
                .isEqualTo("seconds/second");
        assertThat(Meaning.of(ALLOCATED, scrape).unit()).isEqualTo("bytes/second");
        assertThat(Meaning.of(IN_USE, scrape).unit()).isEqualTo("bytes");
    }

    @Test
    void stepsAreOfALengthThatPeopleRead() {
        assertThat(length(60)).isEqualTo(MINUTE);
        assertThat(length(24 * 60)).isEqualTo(10 * MINUTE);
        assertThat(length(7 * 24 * 60)).isEqualTo(60 * MINUTE);
        assertThat(length(400L * 24 * 60)).isEqualTo(2 * 1440 * MINUTE);
        assertThat(new Grid(new TimeRange(NOON + 1, NOON + 2), 60 * MINUTE).steps())
                .isEqualTo(1);
    }

    private static long length(long minutes) {
        return Grid.of(new TimeRange(NOON, NOON + minutes * MINUTE)).stepMillis();
    }
}
