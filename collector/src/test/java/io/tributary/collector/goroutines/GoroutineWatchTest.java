package io.tributary.collector.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is a jump and what is none, minute by minute. */
class GoroutineWatchTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final GoroutineWatch watch = new GoroutineWatch();
    private final List<Integer> jumps = new ArrayList<>();
    private int minute;

    private void counts(int minutes, IntUnaryOperator count) {
        for (int i = 0; i < minutes; i++, minute++) {
            if (count(count.applyAsInt(i), Double.NaN) != null) {
                jumps.add(minute);
            }
        }
    }

    private @Nullable GoroutineJump count(int goroutines, double start) {
        return watch.counted(new GoroutineCount(goroutines, start), NOON.plusSeconds(60L * minute), HOUR);
    }

    private static int noise(Random random, int level, double deviation) {
        return (int) Math.max(0, level + random.nextGaussian() * deviation);
    }

    @Test
    void aSteadyProcessThatJumpsIsTold() {
        counts(30, _ -> 200);
        counts(150, _ -> 5_000);

        assertThat(jumps).containsExactly(30);
        assertThat(watch.last()).isEqualTo(5_000);
    }

    @Test
    void whileAJumpIsHeldOffEvenAHigherOneIsNotTold() {
        counts(300, _ -> 200);
        counts(61, i -> 5_000 * (i + 1));

        assertThat(jumps).containsExactly(300, 360);
    }

    @Test
    void theJumpSaysWhatWasUsual() {
        counts(20, i -> 200 + i % 2);

        assertThat(count(5_000, Double.NaN)).isEqualTo(new GoroutineJump(5_000, 201, 700));
        assertThat(new GoroutineJump(5_000, 201, 700).reason())
                .isEqualTo("goroutines jumped to 5000: its median is 201, and up to 700 would be nothing unusual");
    }

    @Test
    void whatIsJustWithinIsNone() {
        counts(20, _ -> 100);
        counts(1, _ -> 600);
        assertThat(jumps).isEmpty();
        counts(1, _ -> 601);
        assertThat(jumps).containsExactly(21);
    }

    @Test
    void halfAsMuchAgainIsLoad() {
        counts(20, _ -> 10_000);
        counts(5, _ -> 15_000);
        assertThat(jumps).isEmpty();
        counts(1, _ -> 15_001);
        assertThat(jumps).hasSize(1);
    }

    @Test
    void whatVariesMuchMayVary() {
        // Every second minute 4,000 more: the median distance is 2,000, so all up to 17,000 above the middle is usual.
        // Where one level
        // has more numbers than the other, the distance is none, and it is the tenth that is above which tells.
        counts(60, i -> i % 2 == 0 ? 1_000 : 5_000);
        counts(1, _ -> 20_000);
        assertThat(jumps).isEmpty();
        counts(1, _ -> 50_000);
        assertThat(jumps).hasSize(1);
    }

    @Test
    void aFewOutliersDoNotHideTheNext() {
        counts(40, i -> i % 20 == 10 && i > 10 ? 50_000 : 300);
        jumps.clear();
        minute += 60;
        counts(1, _ -> 3_000);

        assertThat(jumps).hasSize(1);
    }

    @Test
    void nineNumbersAreNoHistory() {
        counts(9, _ -> 100);
        counts(1, _ -> 100_000);
        assertThat(jumps).isEmpty();
        counts(1, _ -> 100_000);
        assertThat(jumps).hasSize(1);
    }

    @Test
    void manyNumbersOfOneMinuteAreOne() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(count(i < 100 ? 100 : 10_000, Double.NaN)).isNull();
        }
    }

    @Test
    void aLevelThatStaysBecomesTheUsualOne() {
        counts(360, _ -> 200);
        counts(360, _ -> 5_000);

        // At the end of the hold-off a sixth of the numbers are of the new level.
        assertThat(jumps).containsExactly(360);
    }

    @Test
    void slowGrowthIsForARuleOverHours() {
        counts(24 * 60, i -> 1_000 + 2 * i);

        assertThat(jumps).isEmpty();
    }

    @Test
    void aDayWithItsLoadIsNone() {
        Random random = new Random(7);
        counts(3 * 24 * 60, i -> noise(random, (int) (3_000 - 2_000 * Math.cos(2 * Math.PI * i / 1440)), 200));

        assertThat(jumps).isEmpty();
    }

    @Test
    void aNewProcessStartsAnew() {
        for (int i = 0; i < 30; i++, minute++) {
            assertThat(count(200, 1_000)).isNull();
        }
        for (int i = 0; i < 10; i++, minute++) {
            assertThat(count(5_000, 2_000)).isNull();
        }
        assertThat(count(20_000, 2_000.5)).isNotNull();
    }

    @Test
    void whoWasNotThereStartsAnew() {
        counts(30, _ -> 200);
        watch.gone();
        assertThat(watch.last()).isNegative();
        counts(10, _ -> 5_000);

        assertThat(jumps).isEmpty();
    }

    @Test
    void aJumpForWhichNothingWasCapturedIsToldAgain() {
        counts(30, _ -> 200);
        counts(1, _ -> 5_000);
        watch.notCaptured();
        counts(2, _ -> 5_000);

        assertThat(jumps).containsExactly(30, 31);
    }

    @Test
    void aClockThatWasSetBackStartsAnew() {
        counts(30, _ -> 200);
        minute -= 20;
        counts(9, _ -> 5_000);

        assertThat(jumps).isEmpty();
    }

    @Test
    void whatIsOlderThanSixHoursIsForgotten() {
        counts(30, _ -> 200);
        minute += 370;
        counts(10, _ -> 5_000);

        assertThat(jumps).isEmpty();
    }

    /** The rule worked out anew, from all numbers that count; a failure names the seed. */
    @Test
    void theRuleIsTheRule() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        GoroutineHistory history = new GoroutineHistory();
        List<int[]> kept = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < 5_000; i++) {
            at += random.nextInt(20) == 0 ? random.nextInt(200) : random.nextInt(3);
            int now = at;
            int count = noise(random, random.nextInt(30) == 0 ? 20_000 : 2_000, 1_000);
            kept.removeIf(each -> now - each[0] >= 360);
            GoroutineJump jump = history.add(count, NOON.plusSeconds(60L * at));
            assertThat(jump != null).as("seed " + seed + ", number " + i).isEqualTo(isJump(kept, count));
            if (kept.isEmpty() || kept.getLast()[0] < at) {
                kept.add(new int[] {at, count});
            }
        }
    }

    private static boolean isJump(List<int[]> kept, int count) {
        double[] values = kept.stream().mapToDouble(each -> each[1]).toArray();
        if (values.length < 10) {
            return false;
        }
        double median = middle(values);
        double mad = middle(
                Arrays.stream(values).map(each -> Math.abs(each - median)).toArray());
        Arrays.sort(values);
        return count > median + Math.max(Math.max(6 * 1.4826 * mad, 0.5 * median), 500)
                && count > values[(9 * values.length + 9) / 10 - 1];
    }

    private static double middle(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
