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
            Instant first = phase.first(start, Phase.FIRST_ROUND);
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
                    .isBetween(
                            Math.min(
                                    interval.toMillis() / 2,
                                    Duration.ofMinutes(1).toMillis()),
                            interval.toMillis() * 3 / 2 + 1);
            assertThat(phase.next(second.minusMillis(1))).as(what).isEqualTo(second);
        }
    }

    /** Looked for instant by instant, which knows nothing of common divisors. */
    @Test
    void noScrapeFallsIntoATimedOneWhereThereIsRoom() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Labels labels = Labels.of(Map.of("instance", "i" + random.nextLong()));
            Duration busy = Duration.ofSeconds(random.nextInt(1, 20));
            Duration own = Duration.ofSeconds(random.nextInt(0, 3));
            Duration interval = Duration.ofMinutes(random.nextInt(1, 6));
            Phase cpu = Phase.of(labels, "cpu", Duration.ofMinutes(random.nextInt(1, 6)));
            Phase phase = Phase.of(labels, "heap", interval).clearOf(cpu, busy, own);
            String what = "seed " + seed + ", " + busy + " of " + cpu + " and " + own + " of " + phase;

            assertThat(phase.offsetMillis()).as(what).isBetween(0L, interval.toMillis() - 1);
            Instant at = Instant.EPOCH;
            for (int i = 0; i < 30; i++) {
                at = phase.next(at);
                Instant after = cpu.next(at);
                Instant before = after.minusMillis(cpu.intervalMillis());
                assertThat(Duration.between(before, at)).as(what).isGreaterThan(busy);
                assertThat(Duration.between(at, after)).as(what).isGreaterThan(own);
            }
        }
    }

    @Test
    void whereThereIsNoRoomItStaysWhereItWas() {
        Labels labels = Labels.of(Map.of("instance", "i"));
        Phase heap = Phase.of(labels, "heap", Duration.ofMinutes(1));

        assertThat(heap.clearOf(Phase.of(labels, "cpu", Duration.ofSeconds(10)), Duration.ofSeconds(9), Duration.ZERO))
                .isEqualTo(heap);
        assertThat(heap.clearOf(Phase.of(labels, "cpu", Duration.ofMinutes(1)), Duration.ZERO, Duration.ZERO))
                .isEqualTo(heap);
    }
}
