package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.collector.config.TargetsFile;
import io.tributary.collector.fetch.FetchOptions;
import io.tributary.collector.ingest.IngestOptions;
import io.tributary.profile.Profile;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.Ports;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.PutResult;
import io.tributary.storage.StoreException;
import io.tributary.storage.testing.MadeUp;
import io.tributary.storage.testing.MemoryStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
    private static final byte[] HEAP = TestData.bytes("shop/v1/heap.4.pb.gz");
    private static final byte[] CPU = TestData.bytes("prometheus/profile.1.pb.gz");
    private static final byte[] GOROUTINE = TestData.bytes("etcd/goroutine.1.pb.gz");

    /** As Go serves it, by path. */
    private static Loopback goProcess() {
        return new Loopback((head, _, out) -> {
            if (head.startsWith("GET /debug/pprof/profile?seconds=1 ")) {
                Loopback.ok(out, CPU);
            } else if (head.startsWith("GET /debug/pprof/heap ")) {
                Loopback.ok(out, HEAP);
            } else if (head.startsWith("GET /debug/pprof/goroutine ")) {
                Loopback.ok(out, GOROUTINE);
            } else {
                Loopback.respond(out, "404 Not Found", "text/plain", Loopback.ascii("Unknown profile"));
            }
        });
    }

    /** A store that lets nothing through until it is told to. */
    private static final class GatedStore extends RecordingStore {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);

        @Override
        public PutResult put(Origin origin, Profile profile) {
            reached.countDown();
            try {
                if (!gate.await(20, TimeUnit.SECONDS)) {
                    throw new StoreException("the test never opened the gate");
                }
            } catch (InterruptedException e) {
                throw new StoreException("interrupted", e);
            }
            return super.put(origin, profile);
        }
    }

    @Test
    void theDefaultTypesOfATargetAreFetchedAndStoredUnderItsLabels() throws Exception {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        try (Loopback shop = goProcess();
                Rig rig = new Rig("""
                        scrape_configs:
                          - job_name: shop
                            scrape_interval: 1s
                            static_configs:
                              - targets: ["%s"]
                                labels: {service_name: web, version: v1, __meta: x}
                        """.formatted(shop.address()))) {
            Await.until(
                    "three types",
                    () -> rig.target("shop").profiles().stream().allMatch(profile -> profile.health() == Health.UP));

            Labels labels = Labels.of(
                    Map.of("job", "shop", "instance", shop.address(), "service_name", "web", "version", "v1"));
            assertThat(rig.target("shop").labels()).isEqualTo(labels);
            assertThat(rig.store.puts).extracting(put -> put.origin().type()).contains("cpu", "heap", "goroutine");
            assertThat(rig.store.puts).allSatisfy(put -> {
                assertThat(put.origin().service()).isEqualTo("web");
                assertThat(put.origin().instance()).isEqualTo(labels);
                assertThat(put.origin().timeMillis()).isBetween(before.toEpochMilli(), System.currentTimeMillis());
                assertThat(put.thread()).startsWith("tributary-ingest-");
            });
            RecordingStore.Put heap = rig.store.puts.stream()
                    .filter(put -> put.origin().type().equals("heap"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Content.of(heap.profile())).isEqualTo(Content.of(TestData.profile("shop/v1/heap.4.pb.gz")));
        }
    }

    @Test
    void staticTargetsGoThroughTheRulesAndTheShard() throws Exception {
        try (Loopback shop = goProcess();
                Rig rig = new Rig("""
                        shard: {index: 0, count: 2}
                        scrape_configs:
                          - job_name: shop
                            scrape_interval: 1s
                            static_configs:
                              - targets: [one, left, two]
                                labels: {__meta_port: "%d"}
                            relabel_configs:
                              - {source_labels: [__address__], regex: left, action: drop}
                              - {source_labels: [__address__], target_label: instance}
                              - {source_labels: [__meta_port], target_label: __address__, replacement: "127.0.0.1:$1"}
                              - {source_labels: [__name__], regex: goroutine, action: drop}
                              - {action: labelmap, regex: __(param)_x}
                        """.formatted(shop.port()))) {
            Await.until("two types", () -> rig.target("shop").health() == Health.UP);

            // Of one and two, worked out by another program: the first is shard 0's, the second shard 1's.
            Labels labels = Labels.of(Map.of("job", "shop", "instance", "one"));
            assertThat(rig.collector.targets()).extracting(TargetStatus::labels).containsExactly(labels);
            assertThat(rig.target("shop").profiles())
                    .extracting(ProfileStatus::type)
                    .containsExactly("cpu", "heap");
            assertThat(rig.target("shop").discoveredLabels())
                    .containsEntry("__address__", "one")
                    .containsEntry("__scrape_interval__", "1s");
            assertThat(rig.store.puts)
                    .allSatisfy(put -> assertThat(put.origin().instance()).isEqualTo(labels));
            assertThat(rig.collector.droppedTargets())
                    .extracting(target -> target.discoveredLabels().get("__address__") + ": " + target.detail())
                    .containsExactly("left: rule 1 of relabel_configs, drop, drops it", "two: shard 1 of 2 has it");
        }
    }

    @Test
    void theStatusSaysHowItWent() throws Exception {
        try (Loopback shop = Loopback.serving(HEAP);
                Rig rig = new Rig(Rig.file(
                        Rig.heapJob("shop", shop.address(), "scrape_interval: 1s", "params: {gc: [\"1\"]}")))) {
            Await.until("up", () -> rig.target("shop").health() == Health.UP);

            ProfileStatus status = rig.profile("shop");
            assertThat(status.type()).isEqualTo("heap");
            assertThat(status.scrapeUrl()).isEqualTo("http://" + shop.address() + "/debug/pprof/heap?gc=1");
            assertThat(status.scrapeInterval()).isEqualTo(Duration.ofSeconds(1));
            assertThat(status.lastScrapeBytes()).isEqualTo(HEAP.length);
            assertThat(status.lastError()).isEmpty();
            assertThat(status.lastScrape()).isNotNull();
            assertThat(status.lastScrapeDuration()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
            assertThat(status.nextScrape()).isAfter(status.lastScrape());
            assertThat(shop.requests.getFirst())
                    .startsWith("GET /debug/pprof/heap?gc=1 HTTP/1.1\r\n")
                    .contains("\r\nUser-Agent: Tributary\r\n");
            assertThat(rig.counter("tributary_profiles_stored", "job", "shop", "type", "heap"))
                    .isPositive();
            assertThat(rig.counter("tributary_fetched_bytes", "job", "shop", "type", "heap"))
                    .isGreaterThanOrEqualTo(HEAP.length);
            assertThat(rig.gauge("tributary_targets", "state", "up")).isEqualTo(1);
            assertThat(rig.gauge("tributary_targets", "state", "down")).isZero();
        }
    }

    @Test
    void beforeItsFirstScrapeATargetIsUnknownAndPlanned() throws Exception {
        try (Rig rig = new Rig(Rig.file(
                Rig.heapJob("b", "127.0.0.1:1", "scrape_interval: 1h"),
                Rig.heapJob("a", "127.0.0.1:1", "scrape_interval: 1h")))) {
            assertThat(rig.collector.targets()).extracting(TargetStatus::job).containsExactly("a", "b");
            Await.until("planned", () -> rig.profile("a").nextScrape() != null);
            assertThat(rig.profile("a").nextScrape())
                    .isBefore(Instant.ofEpochMilli(System.currentTimeMillis() + 5_001));
        }
    }

    @Test
    void oneProfileAtATimeIsTakenFromAProcessEvenForTwoJobs() throws Exception {
        AtomicInteger asking = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Loopback shop = new Loopback((_, _, out) -> {
                    most.accumulateAndGet(asking.incrementAndGet(), Math::max);
                    // Long enough for fourteen series a second to meet if nothing kept them apart.
                    LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
                    asking.decrementAndGet();
                    Loopback.ok(out, HEAP);
                });
                Rig rig = new Rig("""
                        scrape_configs:
                          - job_name: a
                            scrape_interval: 1s
                            static_configs: [{targets: ["%1$s"]}]
                            profiling_config: &fast {pprof_config: {allocs: , mutex: , block: , threadcreate: }}
                          - job_name: b
                            scrape_interval: 1s
                            static_configs: [{targets: ["%1$s"]}]
                            profiling_config: *fast
                        """.formatted(shop.address()))) {
            Await.until(
                    "all were scraped",
                    () -> rig.collector.targets().stream()
                            .flatMap(target -> target.profiles().stream())
                            .allMatch(profile -> profile.health() == Health.UP));

            assertThat(most).hasValue(1);
            assertThat(shop.requests).hasSizeGreaterThanOrEqualTo(14);
        }
    }

    @Test
    void aScrapeWhosePredecessorStillRunsIsSkippedAndCounted() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Loopback slow = new Loopback((_, _, out) -> {
                    awaitQuietly(go);
                    Loopback.ok(out, HEAP);
                });
                Rig rig = new Rig("""
                        scrape_configs:
                          - job_name: slow
                            scrape_interval: 1s
                            scrape_timeout: 20s
                            static_configs: [{targets: ["%s"]}]
                            profiling_config: {pprof_config: {heap: {enabled: false}, goroutine: {enabled: false}}}
                        """.formatted(slow.address()))) {
            Await.until(
                    "two were skipped",
                    () -> rig.counter("tributary_scrapes_skipped", "job", "slow", "type", "cpu", "reason", "overlap")
                            >= 2);
            assertThat(slow.requests).hasSize(1);

            go.countDown();
            Await.until("it goes on", () -> slow.requests.size() >= 2);
            assertThat(rig.target("slow").health()).isEqualTo(Health.UP);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aTargetThatComesBackIsUpAgain() throws Exception {
        int port = Ports.free();
        try (Rig rig = new Rig(Rig.file(Rig.heapJob("shop", "127.0.0.1:" + port)))) {
            Await.until("down", () -> rig.target("shop").health() == Health.DOWN);
            assertThat(rig.gauge("tributary_targets", "state", "down")).isEqualTo(1);
            Instant since = rig.profile("shop").downSince();
            assertThat(since).isNotNull();
            Await.until(
                    "it failed again", () -> since.isBefore(rig.profile("shop").lastScrape()));
            assertThat(rig.profile("shop").downSince()).isEqualTo(since);

            try (Loopback _ = new Loopback(port, (_, _, out) -> Loopback.ok(out, HEAP))) {
                Await.until("up", () -> rig.target("shop").health() == Health.UP);
                assertThat(rig.profile("shop").lastError()).isEmpty();
                assertThat(rig.profile("shop").downSince()).isNull();
            }
            Await.until("down again", () -> rig.target("shop").health() == Health.DOWN);
            assertThat(rig.profile("shop").downSince()).isAfter(since);
        }
    }

    @Test
    void aClockSetBackDoesNotSilenceATarget() throws Exception {
        AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);
        InstantSource clock = InstantSource.offset(InstantSource.system(), Duration.ZERO);
        InstantSource shifted = () -> clock.instant().plus(shift.get());
        try (Loopback shop = Loopback.serving(HEAP);
                Rig rig = new Rig(
                        Rig.file(Rig.heapJob("shop", shop.address())),
                        new RecordingStore(),
                        CollectorOptions.DEFAULT,
                        shifted)) {
            Await.until("up", () -> rig.target("shop").health() == Health.UP);

            shift.set(Duration.ofHours(-5));
            long before = shop.requests.size();
            Await.until("it goes on after the clock went back", () -> shop.requests.size() >= before + 3);
            shift.set(Duration.ofHours(5));
            long then = shop.requests.size();
            Await.until("it goes on after the clock went forward", () -> shop.requests.size() >= then + 3);
        }
    }

    @Test
    void credentialsArriveAndAPasswordFileMayChange(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "one\n");
        try (Loopback shop = Loopback.serving(HEAP);
                Loopback other = Loopback.serving(HEAP);
                Rig rig = new Rig(Rig.file(
                        Rig.heapJob("shop", shop.address(), "basic_auth: {username: u, password_file: " + file + "}"),
                        Rig.heapJob("other", other.address(), "authorization: {credentials: t0ken}")))) {
            Await.until("the first password", () -> shop.requests.stream().anyMatch(contains("Basic dTpvbmU=")));
            Files.writeString(file, "two\n");
            Await.until("the second password", () -> shop.requests.stream().anyMatch(contains("Basic dTp0d28=")));
            Await.until("the token", () -> other.requests.stream().anyMatch(contains("Bearer t0ken")));
            assertThat(rig.collector.targets().toString())
                    .doesNotContain("t0ken")
                    .doesNotContain("one");
        }
    }

    private static Predicate<String> contains(String credentials) {
        return head -> head.contains("\r\nAuthorization: " + credentials + "\r\n");
    }

    @Test
    void aBodyThatHttpGzippedOnceMoreIsUnpacked() throws Exception {
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(twice)) {
            gzip.write(HEAP);
        }
        try (Loopback shop = new Loopback((_, _, out) -> {
                    out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"));
                    out.write(twice.toByteArray());
                    out.flush();
                });
                Rig rig = new Rig(Rig.file(Rig.heapJob("shop", shop.address())))) {
            Await.until("stored", () -> !rig.store.puts.isEmpty());

            assertThat(Content.of(rig.store.puts.getFirst().profile()))
                    .isEqualTo(Content.of(TestData.profile("shop/v1/heap.4.pb.gz")));
        }
    }

    @Test
    void whatWasCollectedIsInTheStoreOnceACollectorHasStopped() throws Exception {
        try (MemoryStore memory = new MemoryStore();
                Loopback shop = Loopback.serving(HEAP)) {
            Vertx vertx = Vertx.vertx();
            try {
                Collector collector = new Collector(
                        vertx,
                        TargetsFile.parse("test.yaml", Rig.file(Rig.heapJob("shop", shop.address()))),
                        memory,
                        new PrometheusRegistry(),
                        CollectorOptions.DEFAULT,
                        InstantSource.system());
                collector.start();
                Await.until("three scrapes", () -> shop.requests.size() >= 3);
                Await.done(collector.stop());

                assertThat(memory.services()).singleElement().satisfies(service -> {
                    assertThat(service.service()).isEqualTo("shop");
                    assertThat(service.types()).containsExactly("heap");
                    assertThat(service.profiles()).isBetween(2L, (long) shop.requests.size());
                });
            } finally {
                Await.done(vertx.close());
            }
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused(@TempDir Path folder) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer server = Await.done(vertx.createHttpServer(new HttpServerOptions()
                            .setSsl(true)
                            .setKeyCertOptions(selfSigned(folder.resolve("self-signed.p12"))))
                    .requestHandler(request -> request.response().end(Buffer.buffer(HEAP)))
                    .listen(0, "127.0.0.1"));
            try (Rig rig = new Rig(Rig.file(
                    Rig.heapJob("shop", "127.0.0.1:" + server.actualPort(), "scheme: https", "scrape_interval: 5s")))) {
                Await.until("down", () -> rig.target("shop").health() == Health.DOWN);

                assertThat(rig.profile("shop").lastError()).startsWith("tls: no TLS connection");
                assertThat(rig.store.puts).isEmpty();
            }
        } finally {
            Await.done(vertx.close());
        }
    }

    /** A new key and its certificate, for 127.0.0.1. */
    static PfxOptions selfSigned(Path file) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "for-a-test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return new PfxOptions().setPath(file.toString()).setPassword("for-a-test");
    }

    @Test
    void aStoreThatFailsIsTheScrapesReason() throws Exception {
        RecordingStore broken = new RecordingStore() {
            @Override
            public PutResult put(Origin origin, Profile profile) {
                throw new StoreException("the disk is full: make room");
            }
        };
        try (Loopback shop = Loopback.serving(HEAP);
                Rig rig = new Rig(
                        Rig.file(Rig.heapJob("shop", shop.address(), "scrape_interval: 1s")),
                        broken,
                        CollectorOptions.DEFAULT,
                        InstantSource.system())) {
            Await.until("down", () -> rig.target("shop").health() == Health.DOWN);

            assertThat(rig.profile("shop").lastError())
                    .isEqualTo("store: the store could not keep it: the disk is full: make room");
            assertThat(rig.counter("tributary_profiles_refused", "job", "shop", "type", "heap", "reason", "store"))
                    .isPositive();
            rig.awaitNothingInFlight();
        }
    }

    @Test
    void whatCanNeverBeStoredIsTheTargetsFault() throws Exception {
        MemoryStore memory = new MemoryStore();
        RecordingStore strict = new RecordingStore() {
            @Override
            public PutResult put(Origin origin, Profile profile) {
                return memory.put(origin, profile);
            }
        };
        byte[] tooLarge =
                PprofEncoder.encode(MadeUp.profile(List.of(MadeUp.IN_USE), 0, Long.MAX_VALUE, Long.MAX_VALUE), 1);
        try (Loopback shop = Loopback.serving(tooLarge);
                Rig rig = new Rig(
                        Rig.file(Rig.heapJob("shop", shop.address(), "scrape_interval: 1s")),
                        strict,
                        CollectorOptions.DEFAULT,
                        InstantSource.system())) {
            Await.until("down", () -> rig.target("shop").health() == Health.DOWN);

            assertThat(rig.profile("shop").lastError())
                    .startsWith("wrong_format: the profile's values of inuse_space add up to more than 64 bits hold");
        }
    }

    @Test
    void aStoreThatBreaksItsContractDisturbsNoThread() throws Exception {
        RecordingStore broken = new RecordingStore() {
            @Override
            public PutResult put(Origin origin, Profile profile) {
                if (origin.service().equals("bad")) {
                    throw new AssertionError("for the test");
                }
                return super.put(origin, profile);
            }
        };
        try (Loopback shop = Loopback.serving(HEAP);
                Loopback other = Loopback.serving(HEAP);
                Rig rig = new Rig(
                        Rig.file(
                                Rig.heapJob("bad", shop.address(), "scrape_interval: 1s"),
                                Rig.heapJob("good", other.address())),
                        broken,
                        CollectorOptions.DEFAULT,
                        InstantSource.system())) {
            Await.until("down", () -> rig.target("bad").health() == Health.DOWN);
            Await.until("the other goes on", () -> rig.store.countOf("good") >= 5);

            assertThat(rig.profile("bad").lastError()).isEqualTo("internal: failed while storing: AssertionError");
        }
    }

    @Test
    void beyondTheMemoryBudgetScrapesFailAndOthersGoOn() throws Exception {
        CollectorOptions tight =
                new CollectorOptions(FetchOptions.DEFAULT, IngestOptions.DEFAULT, 400_000, Duration.ofSeconds(3));
        try (Loopback large = Loopback.serving(new byte[300_000]);
                Loopback small = Loopback.serving(HEAP);
                Rig rig = new Rig(
                        Rig.file(
                                Rig.heapJob("large", large.address(), "scrape_interval: 1s"),
                                Rig.heapJob("small", small.address())),
                        new RecordingStore(),
                        tight,
                        InstantSource.system())) {
            Await.until("the large one fails", () -> rig.target("large").health() == Health.DOWN);
            Await.until("the small one goes on", () -> rig.store.countOf("small") >= 3);

            assertThat(rig.profile("large").lastError()).startsWith("memory_budget: given up after ");
        }
    }

    @Test
    void whoeverSendsMuchAndStallsLeavesRoomForTheOthers() throws Exception {
        CollectorOptions tight =
                new CollectorOptions(FetchOptions.DEFAULT, IngestOptions.DEFAULT, 16 << 20, Duration.ofSeconds(3));
        Loopback.Script stalls = (_, socket, out) -> {
            out.write(Loopback.ascii("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n"));
            out.write(new byte[5_000_000]);
            out.flush();
            Loopback.untilHungUp(socket);
        };
        try (Loopback one = new Loopback(stalls);
                Loopback other = new Loopback(stalls);
                Loopback good = Loopback.serving(HEAP);
                Rig rig = new Rig(
                        Rig.file(
                                Rig.heapJob("one", one.address(), "scrape_interval: 10s"),
                                Rig.heapJob("other", other.address(), "scrape_interval: 10s"),
                                Rig.heapJob("good", good.address(), "scrape_interval: 500ms")),
                        new RecordingStore(),
                        tight,
                        InstantSource.system())) {
            Await.until("they stall, or had no room", () -> one.requests.size() + other.requests.size() == 2);
            long before = rig.store.countOf("good");
            Await.until("the good one goes on", () -> rig.store.countOf("good") >= before + 3);

            rig.assertUndisturbed("good");
        }
    }

    @Test
    void aFullQueueIsAReasonAndTheBudgetIsGivenBack() throws Exception {
        GatedStore store = new GatedStore();
        CollectorOptions narrow = new CollectorOptions(
                FetchOptions.DEFAULT, new IngestOptions(1, 1, DecodeLimits.DEFAULT), 1 << 30, Duration.ofSeconds(5));
        List<String> jobs = new ArrayList<>();
        List<Loopback> servers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            servers.add(Loopback.serving(HEAP));
            jobs.add(Rig.heapJob("job" + i, servers.getLast().address(), "scrape_interval: 1s"));
        }
        try (Rig rig = new Rig(Rig.file(jobs.toArray(String[]::new)), store, narrow, InstantSource.system())) {
            Await.until(
                    "two jobs fail, one is worked on, one waits",
                    () -> rig.collector.targets().stream()
                                    .filter(target -> target.health() == Health.DOWN)
                                    .count()
                            == 2);
            assertThat(rig.collector.targets())
                    .filteredOn(target -> target.health() == Health.DOWN)
                    .allSatisfy(
                            target -> assertThat(target.profiles().getFirst().lastError())
                                    .isEqualTo("queue_full: 1 fetched profiles already wait to be stored"));
            assertThat(rig.gauge("tributary_ingest_queue_items")).isEqualTo(1);
            assertThat(rig.gauge("tributary_ingest_queue_bytes")).isEqualTo(HEAP.length);

            store.gate.countDown();
            Await.until(
                    "all are up",
                    () -> rig.collector.targets().stream().allMatch(target -> target.health() == Health.UP));
            Await.done(rig.collector.stop());
            assertThat(rig.gauge("tributary_memory_budget_used_bytes")).isZero();
        } finally {
            servers.forEach(Loopback::close);
        }
    }

    @Test
    void stopCancelsWhatIsInFlightAtOnce() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (Loopback slow = new Loopback((_, socket, _) -> {
                    try {
                        Loopback.untilHungUp(socket);
                    } finally {
                        hungUp.countDown();
                    }
                });
                Rig rig = new Rig(Rig.file(Rig.heapJob("slow", slow.address(), "scrape_interval: 30s")))) {
            Await.until("in flight", () -> slow.requests.size() == 1);

            long start = System.nanoTime();
            Await.done(rig.collector.stop());

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(rig.store.puts).isEmpty();
            assertThat(rig.profile("slow").nextScrape()).isNull();
            assertThat(rig.counter("tributary_scrape_failures", "job", "slow", "type", "heap", "reason", "cancelled"))
                    .isEqualTo(1);
            assertThat(rig.gauge("tributary_memory_budget_used_bytes")).isZero();
        }
    }

    @Test
    void stopWaitsUntilWhatWasFetchedIsStored() throws Exception {
        GatedStore store = new GatedStore();
        try (Loopback shop = Loopback.serving(HEAP);
                Rig rig = new Rig(
                        Rig.file(Rig.heapJob("shop", shop.address())),
                        store,
                        CollectorOptions.DEFAULT,
                        InstantSource.system())) {
            assertThat(store.reached.await(20, TimeUnit.SECONDS)).isTrue();

            Future<Void> stopped = rig.collector.stop();
            Await.until("no more is planned", () -> rig.profile("shop").nextScrape() == null);
            assertThat(stopped.isComplete()).isFalse();
            store.gate.countDown();
            Await.done(stopped);

            assertThat(store.puts).hasSize(1);
            assertThat(rig.collector.stop()).isSameAs(stopped);
        }
    }

    @Test
    void stopDoesNotWaitForEver() throws Exception {
        GatedStore store = new GatedStore();
        CollectorOptions hasty =
                new CollectorOptions(FetchOptions.DEFAULT, IngestOptions.DEFAULT, 1 << 30, Duration.ofMillis(100));
        try (Loopback shop = Loopback.serving(HEAP)) {
            Rig rig = new Rig(Rig.file(Rig.heapJob("shop", shop.address())), store, hasty, InstantSource.system());
            assertThat(store.reached.await(20, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> Await.done(rig.collector.stop()))
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("after 100 ms 1 fetched profiles are still not stored");
            store.gate.countDown();
            Await.done(rig.vertx.close());
        }
    }

    @Test
    void aCollectorStartsOnce() throws Exception {
        try (Rig rig = new Rig("scrape_configs: []")) {
            assertThatThrownBy(() -> rig.collector.start()).hasMessage("a collector starts once");
            assertThat(rig.collector.targets()).isEmpty();
        }
    }
}
