package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.testing.TestData;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of a job's targets only some are profiled in an interval, in rotation. */
class SamplingTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");

    private static String job(String address, int count, int atOnce, String interval) {
        return """
                scrape_configs:
                  - job_name: shop
                    scrape_interval: %s
                    sampling: {targets: %d}
                    static_configs: [{targets: [%s]}]
                    relabel_configs:
                      - {source_labels: [__address__], target_label: instance}
                      - {target_label: __address__, replacement: "%s"}
                    profiling_config: {pprof_config: {cpu: {enabled: false}, goroutine: {enabled: false}}}
                """.formatted(
                        interval,
                        atOnce,
                        IntStream.range(0, count).mapToObj(i -> "shop-" + i).collect(Collectors.joining(", ")),
                        address);
    }

    /** For which it stays the same moment, so that several plan from the same one. */
    private static Rig rigAt(Instant moment, String yaml) {
        return new Rig(yaml, new RecordingStore(), CollectorOptions.DEFAULT, InstantSource.fixed(moment));
    }

    private static Map<String, Instant> nextScrapes(Rig rig) {
        Map<String, Instant> next = new HashMap<>();
        rig.collector.targets().forEach(target -> {
            Instant at = target.profiles().getFirst().nextScrape();
            if (at != null) {
                next.put(target.labels().getOrEmpty("instance"), at);
            }
        });
        return next;
    }

    @Test
    void eachComesOnceInARotationAndNeverMoreThanAreAllowedInAnInterval() throws Exception {
        long interval = 500;
        try (Loopback shop = Loopback.serving(HEAP);
                Rig rig = new Rig(job(shop.address(), 10, 3, interval + "ms"))) {
            Await.until("thrice each", () -> rig.store.puts.size() >= 30);

            Map<Long, TreeSet<String>> byInterval = new HashMap<>();
            Map<String, Integer> counts = new HashMap<>();
            List<RecordingStore.Put> puts = List.copyOf(rig.store.puts);
            for (RecordingStore.Put put : puts) {
                String instance = put.origin().instance().getOrEmpty("instance");
                byInterval
                        .computeIfAbsent(put.origin().timeMillis() / interval, _ -> new TreeSet<>())
                        .add(instance);
                counts.merge(instance, 1, Integer::sum);
            }
            // A scrape that is late falls into the next interval, so two turns may meet there; and once more, where the
            // machine stalls.
            assertThat(byInterval.values())
                    .filteredOn(instances -> instances.size() > 6)
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(counts).hasSize(10);
            assertThat(counts.values()).allMatch(count -> count >= 2 && count <= 4);
            assertThat(rig.counter("tributary_scrapes_skipped", "job", "shop", "type", "heap", "reason", "sampling"))
                    .isBetween(3.0 * puts.size(), 3.0 * (puts.size() + 10));
        }
    }

    @Test
    void theNextScrapeIsTheNextTurnAndTwoCollectorsAgree() throws Exception {
        String yaml = job("127.0.0.1:1", 20, 5, "1h");
        Instant now = Instant.now();
        try (Rig one = rigAt(now, yaml);
                Rig other = rigAt(now, yaml)) {
            Await.until(
                    "planned",
                    () -> nextScrapes(one).size() == 20 && nextScrapes(other).size() == 20);

            assertThat(nextScrapes(one)).isEqualTo(nextScrapes(other));
            assertThat(nextScrapes(one).values())
                    .allSatisfy(
                            next -> assertThat(next).isBetween(now.minusSeconds(60), now.plus(Duration.ofHours(4))));
            assertThat(nextScrapes(one).values().stream()
                            .collect(
                                    Collectors.groupingBy(next -> next.getEpochSecond() / 3600, Collectors.counting())))
                    .hasSizeBetween(4, 5)
                    .allSatisfy((_, turn) -> assertThat(turn).isLessThanOrEqualTo(5L));
            assertThat(one.collector.targets())
                    .extracting(TargetStatus::samplingIntervals)
                    .containsOnly(4);
        }
    }

    @Test
    void shardsShareOneRotation() throws Exception {
        String yaml = job("127.0.0.1:1", 40, 10, "1h");
        Instant now = Instant.now();
        try (Rig all = rigAt(now, yaml);
                Rig first = rigAt(now, "shard: {index: 0, count: 2}\n" + yaml);
                Rig second = rigAt(now, "shard: {index: 1, count: 2}\n" + yaml)) {
            Await.until(
                    "planned",
                    () -> nextScrapes(all).size() == 40
                            && nextScrapes(first).size() + nextScrapes(second).size() == 40);
            Map<String, Instant> shards = nextScrapes(first);
            shards.putAll(nextScrapes(second));

            assertThat(shards).isEqualTo(nextScrapes(all));
        }
    }

    @Test
    void aTargetMoreMovesFewAndCostsNobodyHisHistory() throws Exception {
        try (Loopback shop = Loopback.serving(HEAP);
                Rig rig = new Rig(job(shop.address(), 10, 4, "500ms"))) {
            Await.until(
                    "all up", () -> rig.collector.targets().stream().allMatch(target -> target.health() == Health.UP));

            rig.reload(job(shop.address(), 13, 4, "500ms"));

            assertThat(rig.collector.targets())
                    .hasSize(13)
                    .extracting(TargetStatus::samplingIntervals)
                    .containsOnly(4);
            assertThat(rig.collector.targets())
                    .filteredOn(target -> target.health() == Health.UP)
                    .hasSizeGreaterThanOrEqualTo(10);
            Await.until(
                    "all of them",
                    () -> rig.collector.targets().stream().allMatch(target -> target.health() == Health.UP));
        }
    }
}
