package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.discovery.DiscoveryOptions;
import io.tributary.collector.fetch.FetchOptions;
import io.tributary.collector.ingest.IngestOptions;
import io.tributary.profile.testing.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running collector does when its targets or its file change. */
class ReloadTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");
    private static final DiscoveryOptions DEFAULT = DiscoveryOptions.DEFAULT;
    private static final CollectorOptions QUICK = new CollectorOptions(
            FetchOptions.DEFAULT,
            IngestOptions.DEFAULT,
            128L << 20,
            Duration.ofSeconds(3),
            new DiscoveryOptions(
                    "Tributary test",
                    Duration.ofMillis(10),
                    Duration.ofMillis(20),
                    DEFAULT.maxBytes(),
                    DEFAULT.requestTimeout(),
                    DEFAULT.queryTimeout(),
                    DEFAULT.firstRetry(),
                    DEFAULT.lastRetry(),
                    DEFAULT.resolvConf(),
                    DEFAULT.serviceAccount(),
                    Map.of()));

    @TempDir
    Path folder;

    private static Rig rig(String yaml) {
        return new Rig(yaml, new RecordingStore(), QUICK, InstantSource.system());
    }

    private static Loopback counting(AtomicInteger requests) {
        return new Loopback((_, _, out) -> {
            requests.incrementAndGet();
            Loopback.ok(out, HEAP);
        });
    }

    /** The first is answered when the gate opens. */
    private static Loopback gated(AtomicInteger requests, CountDownLatch gate) {
        return new Loopback((_, _, out) -> {
            if (requests.incrementAndGet() == 1) {
                Loopback.await(gate);
            }
            Loopback.ok(out, HEAP);
        });
    }

    private String fileJob(String... lines) {
        return "scrape_configs:\n" + "  - job_name: found\n"
                + "    scrape_interval: 200ms\n"
                + "    file_sd_configs: [{files: [\"" + folder.resolve("*.json") + "\"]}]\n"
                + "    profiling_config: {pprof_config: {cpu: {enabled: false}, goroutine: {enabled: false}}}\n"
                + String.join("", lines);
    }

    private void write(String... addresses) throws Exception {
        Path next = Files.writeString(
                folder.resolve("next"), "[{\"targets\": [\"" + String.join("\", \"", addresses) + "\"]}]");
        Files.move(next, folder.resolve("targets.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> instances(Rig rig) {
        return rig.collector.targets().stream()
                .map(target -> target.labels().values().get("instance"))
                .toList();
    }

    private static boolean isUp(Rig rig, String instance) {
        return rig.collector.targets().stream()
                .anyMatch(target ->
                        instance.equals(target.labels().values().get("instance")) && target.health() == Health.UP);
    }

    @Test
    void aFileGainsAndLosesTargets() throws Exception {
        AtomicInteger ofA = new AtomicInteger();
        AtomicInteger ofB = new AtomicInteger();
        try (Loopback a = counting(ofA);
                Loopback b = counting(ofB)) {
            write(a.address());
            try (Rig rig = rig(fileJob())) {
                Await.until("a is scraped", () -> isUp(rig, a.address()));
                assertThat(rig.target("found").discoveredLabels())
                        .containsEntry(
                                "__meta_filepath",
                                folder.resolve("targets.json").toString());
                assertThat(rig.collector.discoveries())
                        .singleElement()
                        .satisfies(status -> assertThat(status.targets()).isEqualTo(1));

                write(a.address(), b.address());
                Await.until("b is scraped too", () -> isUp(rig, b.address()));
                int before = ofA.get();
                Await.until("a goes on", () -> ofA.get() > before);

                write(b.address());
                Await.until("a is gone", () -> instances(rig).equals(List.of(b.address())));
                int last = ofA.get();
                int then = ofB.get();
                Await.until("b goes on", () -> ofB.get() > then + 2);
                assertThat(ofA).hasValueLessThanOrEqualTo(last + 1);
            }
        }
    }

    @Test
    void whatIsUnchangedKeepsItsFetchAndItsHistory() throws Exception {
        AtomicInteger slow = new AtomicInteger();
        AtomicInteger quick = new AtomicInteger();
        CountDownLatch gate = new CountDownLatch(1);
        try (Loopback held = gated(slow, gate);
                Loopback other = counting(quick)) {
            String kept = Rig.heapJob("held", held.address(), "scrape_interval: 1h", "scrape_timeout: 1m");
            String done = Rig.heapJob("done", other.address(), "scrape_interval: 1h");
            try (Rig rig = rig(Rig.file(kept, done))) {
                Await.until(
                        "both were asked",
                        () -> slow.get() == 1 && rig.profile("done").health() == Health.UP);
                Instant scraped = rig.profile("done").lastScrape();
                Instant next = rig.profile("done").nextScrape();

                rig.reload(Rig.file(done, kept, Rig.heapJob("new", other.address())));

                Await.until("the new one is scraped", () -> rig.profile("new").health() == Health.UP);
                assertThat(rig.profile("done").lastScrape()).isEqualTo(scraped);
                assertThat(rig.profile("done").nextScrape()).isEqualTo(next);
                assertThat(rig.profile("held").health()).isEqualTo(Health.UNKNOWN);
                gate.countDown();
                Await.until(
                        "what was under way is stored",
                        () -> rig.profile("held").health() == Health.UP);
                assertThat(slow).hasValue(1);
            }
        }
    }

    @Test
    void whatGoesIsCancelledAndTheRestGoesOn() throws Exception {
        AtomicInteger slow = new AtomicInteger();
        AtomicInteger quick = new AtomicInteger();
        CountDownLatch gate = new CountDownLatch(1);
        try (Loopback held = gated(slow, gate);
                Loopback other = counting(quick)) {
            String stays = Rig.heapJob("stays", other.address());
            try (Rig rig = rig(Rig.file(
                    Rig.heapJob("goes", held.address(), "scrape_interval: 1m", "scrape_timeout: 1m"), stays))) {
                Await.until("it is under way", () -> slow.get() == 1 && quick.get() > 0);

                rig.reload(Rig.file(stays));

                assertThat(rig.collector.targets())
                        .extracting(TargetStatus::job)
                        .containsExactly("stays");
                Await.until(
                        "it is cancelled",
                        () -> rig.counter(
                                        "tributary_scrape_failures",
                                        "job",
                                        "goes",
                                        "type",
                                        "heap",
                                        "reason",
                                        "cancelled")
                                == 1);
                int before = quick.get();
                Await.until("the other goes on", () -> quick.get() > before + 1);
                assertThat(rig.store.puts)
                        .noneMatch(put ->
                                "goes".equals(put.origin().instance().values().get("job")));
            } finally {
                gate.countDown();
            }
        }
    }

    @Test
    void otherRulesAreAppliedToWhatWasDiscoveredBefore() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (Loopback shop = counting(requests)) {
            write(shop.address(), "127.0.0.1:1");
            try (Rig rig = rig(
                    fileJob("    relabel_configs: [{source_labels: [__address__], regex: '.*:1', action: drop}]\n"))) {
                Await.until("one is scraped", () -> isUp(rig, shop.address()));
                assertThat(rig.collector.droppedTargets())
                        .extracting(dropped -> dropped.discoveredLabels().get("__address__"))
                        .containsExactly("127.0.0.1:1");
                // Who looks now finds nothing out: a discovery that began anew would know no target.
                Files.move(
                        Files.writeString(folder.resolve("next"), "["),
                        folder.resolve("targets.json"),
                        StandardCopyOption.ATOMIC_MOVE);

                rig.reload(fileJob("    relabel_configs: [{target_label: zone, replacement: b}]\n"));

                assertThat(rig.collector.targets())
                        .hasSize(2)
                        .allSatisfy(
                                target -> assertThat(target.labels().values()).containsEntry("zone", "b"));
                assertThat(rig.collector.droppedTargets()).isEmpty();
            }
        }
    }

    @Test
    void aDiscoveryThatReplacesAnotherBeginsWithItsTargets() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (Loopback shop = counting(requests)) {
            write(shop.address());
            try (Rig rig = rig(fileJob())) {
                Await.until("it is scraped", () -> isUp(rig, shop.address()));
                Instant scraped = rig.profile("found").lastScrape();

                rig.reload(fileJob().replace("]}]", "], refresh_interval: 1m}]"));

                assertThat(instances(rig)).containsExactly(shop.address());
                assertThat(rig.profile("found").lastScrape()).isAfterOrEqualTo(scraped);
                rig.reload(Rig.file(Rig.heapJob("found", "127.0.0.1:1")));
                assertThat(instances(rig)).containsExactly("127.0.0.1:1");
                assertThat(rig.collector.discoveries())
                        .singleElement()
                        .satisfies(status -> assertThat(status.kind()).isEqualTo("static"));
            }
        }
    }

    @Test
    void whoFailsAgainAndAgainIsAskedLessOftenUntilItSucceeds() {
        AtomicInteger requests = new AtomicInteger();
        CountDownLatch works = new CountDownLatch(1);
        try (Loopback shop = new Loopback((_, _, out) -> {
                    requests.incrementAndGet();
                    if (works.getCount() == 0) {
                        Loopback.ok(out, HEAP);
                    } else {
                        Loopback.respond(out, "503 Service Unavailable", "text/plain", Loopback.ascii("starting"));
                    }
                });
                Rig rig = rig(Rig.file(Rig.heapJob("shop", shop.address(), "scrape_interval: 300ms")))) {
            Await.until("the next scrape is intervals away", () -> until(rig).compareTo(Duration.ofMillis(900)) > 0);
            assertThat(until(rig)).isLessThan(Duration.ofMillis(4_500));
            works.countDown();

            Await.until(
                    "it is as often as before",
                    () -> rig.profile("shop").health() == Health.UP
                            && until(rig).compareTo(Duration.ofMillis(600)) <= 0);
        }
    }

    /** From the last scrape to the next. */
    private static Duration until(Rig rig) {
        ProfileStatus status = rig.profile("shop");
        Instant last = status.lastScrape();
        Instant next = status.nextScrape();
        return last == null || next == null ? Duration.ZERO : Duration.between(last, next);
    }
}
