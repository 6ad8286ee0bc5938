package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.fetch.FailureReason;
import io.tributary.collector.history.ScrapeCounts;
import io.tributary.profile.testing.TestData;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scrapes of the last day, held against the metrics and the health of targets. */
class ScrapesOverTimeTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");

    private static List<ScrapeCounts> counts(Rig rig) {
        Instant now = Instant.now();
        return rig.collector.scrapes().counts(Set.of(), now.minusSeconds(3600), now.plusSeconds(60), 3_600_000);
    }

    private static Stream<ScrapeCounts.Step> steps(Rig rig, String service) {
        return counts(rig).stream()
                .filter(counts -> counts.service().equals(service))
                .flatMap(counts -> counts.steps().stream());
    }

    private static int scrapes(Rig rig, String service) {
        return steps(rig, service).mapToInt(ScrapeCounts.Step::scrapes).sum();
    }

    private static Map<FailureReason, Integer> failures(Rig rig, String service) {
        Map<FailureReason, Integer> sum = new TreeMap<>();
        steps(rig, service).forEach(step -> step.failures().forEach((reason, n) -> sum.merge(reason, n, Integer::sum)));
        return sum;
    }

    private static Map<FailureReason, Integer> failureMetrics(Rig rig, String job) {
        Map<FailureReason, Integer> counted = new TreeMap<>();
        for (FailureReason reason : FailureReason.values()) {
            double n = rig.counter("tributary_scrape_failures", "job", job, "type", "heap", "reason", reason.label());
            if (n > 0) {
                counted.put(reason, (int) n);
            }
        }
        return counted;
    }

    /** Those that tell of the target. */
    private static Map<FailureReason, Integer> failed(Rig rig, String job) {
        Map<FailureReason, Integer> all = failureMetrics(rig, job);
        all.remove(FailureReason.CANCELLED);
        return all;
    }

    /** Of how many scrapes of some jobs the store or the metrics know the end. */
    private static long ended(Rig rig, String... jobs) {
        return Stream.of(jobs)
                .mapToLong(job -> rig.store.countOf(job)
                        + failed(rig, job).values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                .sum();
    }

    /** Of two jobs of a service one is broken in several ways, the other well. */
    @Test
    void scrapesAndFailuresAreWhatTheMetricsSayBecameOfThem() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Loopback well = Loopback.serving(HEAP);
                Loopback hostile = new Loopback((_, _, out) -> {
                    switch (asked.getAndIncrement() % 3) {
                        case 0 -> Loopback.respond(out, "500 Oops", "text/plain", Loopback.ascii("no"));
                        case 1 -> Loopback.ok(out, Arrays.copyOf(HEAP, HEAP.length / 2));
                        default -> Loopback.ok(out, HEAP);
                    }
                });
                Rig rig = new Rig(Rig.file(
                        Rig.heapJob(
                                "well",
                                well.address(),
                                "relabel_configs: [{target_label: service_name, replacement: shop}]"),
                        Rig.heapJob(
                                "broken",
                                hostile.address(),
                                "relabel_configs: [{target_label: service_name, replacement: shop}]"),
                        Rig.heapJob("alone", well.address())))) {
            Await.until(
                    "each answer",
                    () -> asked.get() >= 6
                            && failed(rig, "broken")
                                    .keySet()
                                    .containsAll(Set.of(FailureReason.HTTP_STATUS, FailureReason.TRUNCATED)));
            Await.until("one of the other", () -> rig.store.countOf("alone") > 0);
            Await.done(rig.collector.stop());

            // What was stored last may be told a moment after it is.
            Await.until(
                    "all that ended",
                    () -> ended(rig, "well", "broken") == scrapes(rig, "shop")
                            && ended(rig, "alone") == scrapes(rig, "alone"));
            assertThat(counts(rig)).extracting(ScrapeCounts::service).containsExactly("alone", "shop");
            Map<FailureReason, Integer> failed = failed(rig, "broken");
            assertThat(failed).containsKeys(FailureReason.HTTP_STATUS, FailureReason.TRUNCATED);
            failed(rig, "well").forEach((reason, n) -> failed.merge(reason, n, Integer::sum));
            assertThat(failures(rig, "shop")).isEqualTo(failed);
            assertThat(failures(rig, "alone")).isEqualTo(failed(rig, "alone"));
        }
    }

    @Test
    void whatIsCancelledTellsNothingOfItsTarget() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (Loopback slow = new Loopback((_, socket, _) -> {
                    reached.countDown();
                    Loopback.untilHungUp(socket);
                });
                Rig rig = new Rig(
                        Rig.file(Rig.heapJob("slow", slow.address(), "scrape_interval: 1m", "scrape_timeout: 1m")))) {
            Loopback.await(reached);
            Await.done(rig.collector.stop());

            assertThat(failureMetrics(rig, "slow")).containsOnlyKeys(FailureReason.CANCELLED);
            assertThat(rig.profile("slow").health()).isEqualTo(Health.UNKNOWN);
            assertThat(counts(rig)).isEmpty();
        }
    }

    @Test
    void aReloadForgetsNothing() throws Exception {
        try (Loopback gone = Loopback.serving(new byte[0]);
                Loopback there = Loopback.serving(HEAP);
                Rig rig = new Rig(Rig.file(Rig.heapJob("gone", gone.address(), "scrape_interval: 1s")))) {
            rig.failure("gone");
            int before = scrapes(rig, "gone");
            rig.reload(Rig.file(Rig.heapJob("there", there.address())));
            rig.awaitUp("there");

            assertThat(counts(rig)).extracting(ScrapeCounts::service).containsExactly("gone", "there");
            assertThat(scrapes(rig, "gone")).isGreaterThanOrEqualTo(before).isPositive();
            assertThat(failures(rig, "gone")).containsKey(FailureReason.EMPTY);
        }
    }
}
