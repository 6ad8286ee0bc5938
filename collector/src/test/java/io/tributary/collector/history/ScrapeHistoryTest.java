package io.tributary.collector.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.fetch.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted where, for how long, and for how many. */
class ScrapeHistoryTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long FIVE = Duration.ofMinutes(5).toMillis();
    private static final long TEN = 2 * FIVE;

    private final ScrapeHistory history = new ScrapeHistory(NOON);

    private void ended(String service, String time, @Nullable FailureReason failure) {
        history.ended(service, Instant.parse("2026-03-01T" + time + "Z"), failure);
    }

    private List<ScrapeCounts> day(Instant end, long step) {
        return history.counts(Set.of(), end.minus(ScrapeHistory.KEPT), end, step);
    }

    private static ScrapeCounts.Step step(String time, int scrapes, Map<FailureReason, Integer> failures) {
        return new ScrapeCounts.Step(Instant.parse("2026-03-01T" + time + "Z").toEpochMilli(), scrapes, failures);
    }

    @Test
    void aScrapeCountsInTheFiveMinutesOfTheClockInWhichItBegan() {
        ended("shop", "12:04:59.999", null);
        ended("shop", "12:05:00", FailureReason.TIMEOUT);
        ended("shop", "12:09:59", null);
        ended("shop", "12:04:00", FailureReason.DNS);
        ended("cart", "12:10:00", null);

        assertThat(day(NOON.plus(Duration.ofHours(1)), FIVE))
                .containsExactly(
                        new ScrapeCounts("cart", List.of(step("12:10:00", 1, Map.of()))),
                        new ScrapeCounts(
                                "shop",
                                List.of(
                                        step("12:00:00", 2, Map.of(FailureReason.DNS, 1)),
                                        step("12:05:00", 2, Map.of(FailureReason.TIMEOUT, 1)))));
    }

    @Test
    void stepsAddUpWhatIsInThem() {
        ended("shop", "12:01:00", FailureReason.TIMEOUT);
        ended("shop", "12:06:00", FailureReason.TIMEOUT);
        ended("shop", "12:07:00", FailureReason.TLS);
        ended("shop", "12:21:00", null);

        assertThat(day(NOON.plus(Duration.ofHours(1)), TEN))
                .containsExactly(new ScrapeCounts(
                        "shop",
                        List.of(
                                step("12:00:00", 3, Map.of(FailureReason.TIMEOUT, 2, FailureReason.TLS, 1)),
                                step("12:20:00", 1, Map.of()))));
    }

    @Test
    void onlyWhatIsAskedForIsSaid() {
        ended("shop", "12:01:00", null);
        ended("shop", "12:11:00", null);
        ended("cart", "12:11:00", null);

        assertThat(history.counts(Set.of("shop", "nobody"), NOON.plusSeconds(610), NOON.plusSeconds(900), FIVE))
                .containsExactly(new ScrapeCounts("shop", List.of(step("12:10:00", 1, Map.of()))));
        assertThat(history.counts(Set.of(), NOON.plusSeconds(900), NOON.plusSeconds(1200), FIVE))
                .isEmpty();
    }

    @Test
    void theWholeTimeThatIsKeptIsThereWithBothItsEnds() {
        Instant now = NOON.plusSeconds(150);
        for (Instant at = now.minus(ScrapeHistory.KEPT); !at.isAfter(now); at = at.plus(ScrapeHistory.SLOT)) {
            history.ended("shop", at, FailureReason.TIMEOUT);
        }

        assertThat(day(now.plusMillis(1), FIVE).getFirst().steps())
                .hasSize(301)
                .allMatch(step -> step.scrapes() == 1)
                .isSortedAccordingTo((a, b) -> Long.compare(a.fromMillis(), b.fromMillis()));
    }

    @Test
    void whatIsOlderGivesItsPlaceToWhatIsNew() {
        ended("shop", "12:01:00", FailureReason.TIMEOUT);
        Instant later = NOON.plus(ScrapeHistory.SLOT.multipliedBy(ScrapeHistory.SLOTS));
        history.ended("shop", later, null);

        assertThat(history.counts(Set.of(), NOON, later.plusSeconds(1), FIVE)
                        .getFirst()
                        .steps())
                .containsExactly(new ScrapeCounts.Step(later.toEpochMilli(), 1, Map.of()));
    }

    @Test
    void aClockThatWasSetBackCountsAgainWhereItIs() {
        ended("shop", "12:01:00", null);
        history.ended("shop", NOON.plus(Duration.ofDays(400)), null);
        ended("shop", "12:02:00", FailureReason.TIMEOUT);
        ended("shop", "12:06:00", null);

        assertThat(day(NOON.plus(Duration.ofHours(1)), TEN))
                .containsExactly(new ScrapeCounts(
                        "shop", List.of(step("12:00:00", 3, Map.of(FailureReason.TIMEOUT, 1)))));
    }

    @Test
    void thereIsRoomForSoManyServicesAndTheOthersAreTold() {
        for (int i = 0; i < ScrapeHistory.MOST_SERVICES + 2; i++) {
            ended("service-" + i, "12:01:00", null);
        }
        ended("service-0", "12:02:00", null);
        ended("service-1001", "12:02:00", FailureReason.TIMEOUT);

        assertThat(history.uncounted()).isEqualTo(3);
        assertThat(day(NOON.plus(Duration.ofHours(1)), FIVE))
                .hasSize(ScrapeHistory.MOST_SERVICES)
                .noneMatch(counts -> counts.service().equals("service-1001"));
    }

    @Test
    void whoWasNotScrapedInAllThatTimeMakesRoom() {
        for (int i = 0; i < ScrapeHistory.MOST_SERVICES; i++) {
            ended("service-" + i, "12:01:00", null);
        }
        ended("service-7", "12:06:00", null);
        Instant later = NOON.plus(ScrapeHistory.SLOT.multipliedBy(ScrapeHistory.SLOTS));
        history.ended("new", later, null);

        assertThat(history.uncounted()).isZero();
        assertThat(history.counts(Set.of(), NOON, later.plusSeconds(1), FIVE))
                .extracting(ScrapeCounts::service)
                .containsExactly("new", "service-7");
    }

    private static ScrapeCounts.Step sum(ScrapeCounts.Step a, ScrapeCounts.Step b) {
        Map<FailureReason, Integer> failures = new TreeMap<>(a.failures());
        b.failures().forEach((reason, n) -> failures.merge(reason, n, Integer::sum));
        return new ScrapeCounts.Step(a.fromMillis(), a.scrapes() + b.scrapes(), failures);
    }

    /** Against a list of all scrapes there were. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void countsAsSomebodyWouldWhoKeepsThemAll(long seed) {
        record Ended(String service, long millis, @Nullable FailureReason failure) {}
        Random random = new Random(seed);
        List<FailureReason> reasons = List.copyOf(EnumSet.allOf(FailureReason.class));
        List<Ended> all = new ArrayList<>();
        Instant now = NOON;
        for (int i = 0; i < 5_000; i++) {
            now = now.plusMillis(random.nextInt(60_000));
            FailureReason failure = random.nextInt(3) == 0 ? reasons.get(random.nextInt(reasons.size())) : null;
            // It began up to two minutes ago.
            Ended one = new Ended("s" + random.nextInt(5), now.toEpochMilli() - random.nextInt(120_000), failure);
            all.add(one);
            history.ended(one.service, Instant.ofEpochMilli(one.millis), one.failure);
        }
        long step = FIVE * (1 + random.nextInt(12));
        long from = Math.floorDiv(now.minus(ScrapeHistory.KEPT).toEpochMilli(), FIVE) * FIVE;

        Map<String, Map<Long, ScrapeCounts.Step>> expected = new TreeMap<>();
        for (Ended one : all) {
            if (one.millis >= from && one.millis < now.toEpochMilli()) {
                long at = one.millis / step * step;
                Map<FailureReason, Integer> failures = one.failure == null ? Map.of() : Map.of(one.failure, 1);
                expected.computeIfAbsent(one.service, _ -> new TreeMap<>())
                        .merge(at, new ScrapeCounts.Step(at, 1, failures), ScrapeHistoryTest::sum);
            }
        }
        assertThat(day(now, step))
                .isEqualTo(expected.entrySet().stream()
                        .map(one -> new ScrapeCounts(
                                one.getKey(), List.copyOf(one.getValue().values())))
                        .toList());
    }
}
