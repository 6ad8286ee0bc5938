package io.tributary.collector.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.storage.Labels;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static Phase phase(int instance, Duration interval) {
        return Phase.of(Labels.of(Map.of("instance", "shop-" + instance)), "cpu", interval);
    }

    @Test
    void growsFromOneIntervalToTen() {
        for (int instance = 0; instance < 100; instance++) {
            Phase phase = phase(instance, Duration.ofSeconds(15));
            assertThat(Backoff.intervals(1, phase)).isEqualTo(1);
            assertThat(Backoff.intervals(2, phase)).isBetween(1, 2);
            assertThat(Backoff.intervals(3, phase)).isBetween(2, 4);
            assertThat(Backoff.intervals(4, phase)).isBetween(4, 8);
            assertThat(Backoff.intervals(5, phase)).isBetween(5, 10);
            assertThat(Backoff.intervals(1_000_000, phase)).isBetween(5, 10);
            assertThat(Backoff.intervals(Integer.MAX_VALUE, phase)).isBetween(5, 10);
        }
    }

    @Test
    void differsFromSeriesToSeries() {
        TreeSet<Integer> seen = new TreeSet<>();
        for (int instance = 0; instance < 100; instance++) {
            seen.add(Backoff.intervals(9, phase(instance, Duration.ofSeconds(15))));
        }

        assertThat(seen).containsExactly(5, 6, 7, 8, 9, 10);
    }

    @Test
    void isNotForLongerThanTenMinutesUnlessTheIntervalIs() {
        assertThat(Backoff.intervals(20, phase(1, Duration.ofMinutes(5)))).isBetween(1, 2);
        assertThat(Backoff.intervals(20, phase(1, Duration.ofMinutes(7)))).isEqualTo(1);
        assertThat(Backoff.intervals(20, phase(1, Duration.ofHours(1)))).isEqualTo(1);
    }
}
