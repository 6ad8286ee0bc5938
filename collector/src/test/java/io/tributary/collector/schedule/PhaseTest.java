package io.tributary.collector.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.storage.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhaseTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-03-01T12:34:56.789Z");

    private static Phase of(int instance, String type) {
        return Phase.of(Labels.of(Map.of("job", "shop", "instance", "10.0.0." + instance + ":6060")), type, MINUTE);
    }

    /** The numbers were worked out by another program; they must never change, or a fleet's load would shift. */
    @Test
    void staysTheSameOverRestartsAndMachines() {
        assertThat(of(1, "cpu").offsetMillis()).isEqualTo(39_869);
        assertThat(of(1, "heap").offsetMillis()).isEqualTo(27_039);
        assertThat(of(2, "cpu").offsetMillis()).isEqualTo(38_162);
    }

    @Test
    void neighboursAreSpreadOverTheInterval() {
        int[] counts = new int[20];
        for (int instance = 0; instance < 4_000; instance++) {
            counts[(int) (of(instance, "cpu").offsetMillis() * counts.length / MINUTE.toMillis())]++;
        }

        // 200 each on average; five standard deviations of a fair draw are 69.
        assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(130);
        assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThan(270);
    }

    @Test
    void theFirstScrapesComeSoonAndSpread() {
        long early = 0;
        for (int instance = 0; instance < 1_000; instance++) {
            Instant first = of(instance, "cpu").first(NOW, Phase.FIRST_ROUND);
            assertThat(first).isBetween(NOW, NOW.plus(Phase.FIRST_ROUND).minusMillis(1));
            early += first.isBefore(NOW.plusMillis(2_500)) ? 1 : 0;
        }

        assertThat(early).isBetween(420L, 580L);
    }

    @Test
    void theSecondScrapeKeepsADistanceAndTheOthersAnInterval() {
        for (int instance = 0; instance < 1_000; instance++) {
            Phase phase = of(instance, "heap");
            Instant first = phase.first(NOW, Phase.FIRST_ROUND);
            Instant second = phase.second(first);

            assertThat(Duration.between(first, second)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90));
            assertThat(Math.floorMod(second.toEpochMilli(), 60_000L)).isEqualTo(phase.offsetMillis());
            assertThat(phase.next(second)).isEqualTo(second.plus(MINUTE));
            assertThat(phase.next(second.minusMillis(1))).isEqualTo(second);
        }
    }

    @Test
    void manyWhoComeTogetherTakeTheirTime() {
        assertThat(Phase.firstRound(625)).isEqualTo(Phase.FIRST_ROUND);
        assertThat(Phase.firstRound(2_500)).isEqualTo(Duration.ofSeconds(20));
        int[] counts = new int[20];
        for (int instance = 0; instance < 5_000; instance++) {
            Instant first = of(instance, "cpu").first(NOW, Phase.firstRound(2_500));
            counts[(int) Duration.between(NOW, first).toSeconds()]++;
        }

        // 250 each on average; five standard deviations of a fair draw are 77.
        assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(170);
        assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThan(330);
    }

    @Test
    void whereTheFirstRoundIsAnIntervalTheFirstScrapeIsARegularOne() {
        Phase phase = of(1, "cpu");

        assertThat(phase.first(NOW, MINUTE)).isEqualTo(phase.next(NOW));
    }

    @Test
    void longIntervalsNeedNoLongDistanceToTheSecondScrape() {
        Phase phase = Phase.of(Labels.of(Map.of("job", "shop")), "heap", Duration.ofMinutes(10));

        assertThat(phase.second(NOW)).isEqualTo(phase.next(NOW.plus(MINUTE)));
    }

    @Test
    void labelsThatOnlyLookAlikeDiffer() {
        Phase left = Phase.of(Labels.of(Map.of("a", "bc")), "x", MINUTE);
        Phase right = Phase.of(Labels.of(Map.of("ab", "c")), "x", MINUTE);

        assertThat(left.hash()).isNotEqualTo(right.hash());
    }
}
