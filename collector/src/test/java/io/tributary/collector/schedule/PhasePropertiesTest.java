package io.tributary.collector.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.storage.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for any target, interval and instant; a failure names the seed that made them. */
class PhasePropertiesTest {
    private static final int ROUNDS = 5_000;

    @Test
    void everyIntervalHasOneScrapeAtItsPlace() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Duration interval =
                    Duration.ofMillis(random.nextLong(100, Duration.ofDays(7).toMillis()));
            Labels labels = Labels.of(Map.of("job", "j" + random.nextInt(9), "instance", "i" + random.nextLong()));
            Phase phase = Phase.of(labels, "cpu", interval);
            Instant start = Instant.ofEpochMilli(random.nextLong(-1L << 40, 1L << 42));
            Instant first = phase.first(start);
            Instant second = phase.second(first);
            Instant next = phase.next(start);
            String what = "seed " + seed + ", " + labels + " every " + interval + " from " + start;

            assertThat(phase).as(what).isEqualTo(Phase.of(labels, "cpu", interval));
            assertThat(phase.offsetMillis()).as(what).isBetween(0L, interval.toMillis() - 1);
            assertThat(next).as(what).isAfter(start).isBeforeOrEqualTo(start.plus(interval));
            assertThat(Math.floorMod(next.toEpochMilli(), interval.toMillis()))
                    .as(what)
                    .isEqualTo(phase.offsetMillis());
            assertThat(phase.next(next)).as(what).isEqualTo(next.plus(interval));
            assertThat(phase.next(next.minusMillis(1))).as(what).isEqualTo(next);
            assertThat(Duration.between(start, first)).as(what).isBetween(Duration.ZERO, Phase.FIRST_ROUND);
            assertThat(first).as(what).isBefore(start.plus(interval));
            assertThat(Duration.between(first, second).toMillis())
                    .as(what)
                    .isBetween(interval.toMillis() / 2, interval.toMillis() * 3 / 2 + 1);
            assertThat(phase.next(second.minusMillis(1))).as(what).isEqualTo(second);
        }
    }
}
