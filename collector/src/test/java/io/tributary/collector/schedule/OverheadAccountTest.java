package io.tributary.collector.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverheadAccountTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static OverheadAccount account(double share, double secondsOfEach) {
        OverheadAccount account = new OverheadAccount(NOON);
        account.become(share, secondsOfEach, NOON);
        return account;
    }

    private static Instant at(double seconds) {
        return NOON.plusMillis(Math.round(seconds * 1_000));
    }

    @Test
    void whatIsPlannedFits() {
        OverheadAccount account = account(10 / 60.0, 10);
        for (int minute = 0; minute < 600; minute++) {
            assertThat(account.take(10, at(60 * minute))).as("minute " + minute).isTrue();
        }
        assertThat(account.share(at(60 * 600))).isEqualTo(10 / 60.0, within(1e-6));
        assertThat(account.budget()).isEqualTo(10 / 60.0);
    }

    @Test
    void alwaysOnFits() {
        OverheadAccount account = account(1, 60);
        for (int minute = 0; minute < 600; minute++) {
            assertThat(account.take(60, at(60 * minute))).as("minute " + minute).isTrue();
        }
        assertThat(account.share(at(60 * 600))).isEqualTo(1, within(1e-6));
    }

    @Test
    void whatACaptureTookIsPaidBackByWhatIsLeftOut() {
        OverheadAccount account = account(10 / 60.0, 10);
        for (int minute = 0; minute < 20; minute++) {
            assertThat(account.take(10, at(60 * minute))).isTrue();
        }
        account.charge(300, at(60 * 20 - 1));
        assertThat(account.isOverdrawn(at(60 * 20 - 1))).isTrue();
        int taken = 0;
        for (int minute = 20; minute < 80; minute++) {
            taken += account.take(10, at(60 * minute)) ? 1 : 0;
        }

        assertThat(account.isOverdrawn(at(60 * 80))).isFalse();
        // The bucket had 100 s at most for the 300 s; the rest is 20 profiles or 21, as fractions fall.
        assertThat(taken).isBetween(39, 42);
        assertThat(account.share(at(60 * 80))).isLessThanOrEqualTo((10 * taken) / 3600.0 + 1e-6);
    }

    @Test
    void whatEndedEarlyIsGivenBack() {
        OverheadAccount account = account(0.1, 30);
        for (int i = 0; i < 1_000; i++) {
            assertThat(account.take(30, NOON)).isTrue();
            account.giveBack(30, NOON);
        }
        assertThat(account.share(at(10))).isZero();
        assertThat(account.isOverdrawn(NOON)).isFalse();
    }

    @Test
    void aNewBudgetCountsFromNowOn() {
        OverheadAccount account = account(0, 0);
        assertThat(account.take(1, at(5))).isFalse();

        account.become(0.5, 10, at(5));
        assertThat(account.take(300, at(5))).isTrue();
        assertThat(account.take(10, at(5))).isFalse();

        account.become(0.1, 10, at(5));
        assertThat(account.take(10, at(104))).isFalse();
        assertThat(account.take(10, at(106))).isTrue();
    }

    @Test
    void theSameBudgetAgainGivesNothing() {
        OverheadAccount account = account(0.1, 10);
        assertThat(account.take(60, NOON)).isTrue();
        account.become(0.1, 10, NOON);

        assertThat(account.take(1, NOON)).isFalse();
    }

    @Test
    void aClockThatWasSetDoesNoHarm() {
        OverheadAccount account = account(0.5, 10);
        assertThat(account.take(300, NOON)).isTrue();

        assertThat(account.take(10, NOON.minus(Duration.ofHours(5)))).isFalse();
        assertThat(account.take(10, NOON.minus(Duration.ofHours(5)).plusSeconds(21)))
                .isTrue();
        assertThat(account.take(300, NOON.plus(Duration.ofHours(5)))).isTrue();
        assertThat(account.share(NOON.plus(Duration.ofHours(9)))).isZero();
    }

    /** A failure names the seed. */
    @Test
    void scheduledProfilesNeverTakeMoreThanTheBudgetAndPlannedOnesAreNeverLeftOut() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int types = random.nextInt(1, 4);
            int[] seconds = random.ints(types, 1, 60).toArray();
            int[] intervals = new int[types];
            double[] due = new double[types];
            double planned = 0;
            double each = 0;
            for (int type = 0; type < types; type++) {
                intervals[type] = seconds[type] * random.nextInt(types, 200);
                // The first comes at once, the second half an interval later at the earliest.
                planned += (double) seconds[type] / intervals[type];
                each += seconds[type];
            }
            boolean fits = random.nextBoolean();
            double share = Math.min(1, planned * (fits ? 1 : random.nextDouble()));
            OverheadAccount account = account(share, each);
            double end = 3 * 86_400;
            double taken = 0;
            boolean[] second = new boolean[types];
            while (true) {
                int next = 0;
                for (int type = 1; type < types; type++) {
                    next = due[type] < due[next] ? type : next;
                }
                double now = due[next];
                if (now > end) {
                    break;
                }
                // Late by some of a second.
                boolean went = account.take(seconds[next], at(now + random.nextDouble() / 2));
                taken += went ? seconds[next] : 0;
                String what = "seed " + seed + " round " + round + " at " + now;
                assertThat(went || !fits).as(what).isTrue();
                assertThat(taken)
                        .as(what)
                        .isLessThanOrEqualTo(share * (now + 1) + Math.max(2 * each, share * 600) + 1e-3);
                due[next] += second[next] ? intervals[next] : intervals[next] / 2.0 + 0.5;
                second[next] = true;
            }
        }
    }
}
