package io.tributary.deploy.selfprofile;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.tributary.api.http.AccessControl;
import io.tributary.api.http.Caller;
import io.tributary.api.http.Cors;
import io.tributary.api.http.Endpoints;
import io.tributary.api.work.WorkerPool;
import io.tributary.profile.Profile;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfProfileTest {
    private record Everybody() implements AccessControl {
        @Override
        public Future<Caller> caller(HttpServerRequest request) {
            return Future.succeededFuture(Caller.ANONYMOUS);
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private Vertx vertx;
    private SelfProfile selfProfile;
    private URI base;

    @BeforeEach
    void serve() throws Exception {
        vertx = Vertx.vertx();
        selfProfile = new SelfProfile(vertx);
        Router router = Router.router(vertx);
        // As the daemon has it: behind the API's checks and count, which watch for clients that go away too.
        Duration deadline = Duration.ofSeconds(30);
        WorkerPool coders = new WorkerPool(vertx, "coding", 1, 1, deadline);
        Endpoints counted = new Endpoints(router, registry, true, Cors.NONE, new Everybody(), deadline, coders);
        selfProfile.mount(router);
        counted.close(List.of());
        HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
        HttpServer server =
                await(vertx.createHttpServer(options).requestHandler(router).listen(0, "127.0.0.1"));
        base = URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @AfterEach
    void end() throws Exception {
        selfProfile.close();
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofByteArray());
    }

    private CompletableFuture<HttpResponse<byte[]>> getAsync(String path) {
        return client.sendAsync(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofByteArray());
    }

    private static Profile decode(HttpResponse<byte[]> response) throws Exception {
        assertThat(response.statusCode()).as(() -> text(response)).isEqualTo(200);
        return PprofDecoder.decode(response.body(), DecodeLimits.DEFAULT);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Is busy until told otherwise; what it computes is given back so that it is computed. */
    private static long spinForTheProfile(CountDownLatch enough) {
        long sum = 0;
        while (enough.getCount() > 0) {
            for (int i = 0; i < 100_000; i++) {
                sum = sum * 31 + i;
            }
        }
        return sum;
    }

    @Test
    void aBusyMethodIsOnTopOfTheCpuProfile(@TempDir Path folder) throws Exception {
        GoPprof.assumeThere();
        // JFR's first start takes up to a second, in which the busy thread would be busy and not sampled.
        decode(get("/debug/pprof/profile?seconds=1"));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        CountDownLatch enough = new CountDownLatch(1);
        AtomicLong result = new AtomicLong();
        Thread busy = Thread.ofPlatform().start(() -> result.set(spinForTheProfile(enough)));
        HttpResponse<byte[]> response;
        long spent;
        long elapsed;
        try {
            long before = threads.getThreadCpuTime(busy.threadId());
            long asked = System.nanoTime();
            response = get("/debug/pprof/profile?seconds=3");
            elapsed = System.nanoTime() - asked;
            spent = threads.getThreadCpuTime(busy.threadId()) - before;
        } finally {
            enough.countDown();
            busy.join();
        }
        Profile profile = decode(response);
        assertThat(profile.header().sampleTypes().toString()).isEqualTo("[samples/count, cpu/nanoseconds]");
        // What JFR takes to begin and to end is not in it.
        assertThat(profile.header().durationNanos())
                .isGreaterThanOrEqualTo(3_000_000_000L)
                .isLessThan(elapsed);
        long sampled = 0;
        for (Map.Entry<String, String> stack : Content.of(profile).entrySet()) {
            if (stack.getKey().contains("spinForTheProfile")) {
                // The values in brackets: samples, then nanoseconds.
                sampled += Long.parseLong(stack.getValue().replaceAll(".*, |]", ""));
            }
        }
        assertThat(sampled).isBetween(spent / 2, spent + spent / 20 + 20_000_000L);
        Path file = Files.write(folder.resolve("cpu.pb.gz"), response.body());
        assertThat(GoPprof.pprof(List.of("-top", "-nodecount=5", file.toString()))
                        .output())
                .contains("io.tributary.deploy.selfprofile.SelfProfileTest.spinForTheProfile");
    }

    @Test
    void oneCpuProfileAtATime() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> first = getAsync("/debug/pprof/profile?seconds=2");
        HttpResponse<byte[]> second = get("/debug/pprof/profile?seconds=2");
        HttpResponse<byte[]> other = second.statusCode() == 500 ? second : first.get(30, TimeUnit.SECONDS);
        assertThat(other.statusCode()).isEqualTo(500);
        assertThat(text(other)).startsWith("Could not enable CPU profiling: ");
        first.get(30, TimeUnit.SECONDS);
        decode(get("/debug/pprof/profile?seconds=1"));
    }

    @Test
    void aClientThatGoesAwayEndsTheProfileAndIsCounted() throws Exception {
        longProfileUnderWay().close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        HttpResponse<byte[]> next = get("/debug/pprof/profile?seconds=1");
        while (next.statusCode() == 500 && System.nanoTime() < deadline) {
            next = get("/debug/pprof/profile?seconds=1");
        }
        decode(next);
        assertThat(requests("/debug/pprof/profile", "499")).isEqualTo(1);
    }

    @Test
    void aProfileWhoseRecordingJfrEndsIsRefused() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> underWay = getAsync("/debug/pprof/profile?seconds=3");
        // As JFR's own shutdown hook does, beside the daemon's.
        List<Recording> running = List.of();
        while (running.isEmpty() && !underWay.isDone()) {
            running = FlightRecorder.getFlightRecorder().getRecordings().stream()
                    .filter(recording -> recording.getState() == RecordingState.RUNNING)
                    .toList();
        }
        running.forEach(Recording::stop);
        HttpResponse<byte[]> response = underWay.get(60, TimeUnit.SECONDS);
        assertThat(response.statusCode()).as(() -> text(response)).isEqualTo(503);
        assertThat(text(response)).contains("ended before its time");
        decode(get("/debug/pprof/profile?seconds=1"));
    }

    /** A client that waits for a long CPU profile. One that a probe was quicker than is refused, and asks again. */
    private Socket longProfileUnderWay() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            Socket client = new Socket(InetAddress.getLoopbackAddress(), base.getPort());
            client.getOutputStream()
                    .write("GET /debug/pprof/profile?seconds=90 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            int probe = 200;
            while (probe == 200 && client.getInputStream().available() == 0 && System.nanoTime() < deadline) {
                probe = get("/debug/pprof/profile?seconds=1").statusCode();
            }
            if (probe == 500 && client.getInputStream().available() == 0) {
                return client;
            }
            client.close();
        }
        throw new AssertionError("no long profile was under way within 60 s");
    }

    private double requests(String route, String code) {
        Labels labels = Labels.of("route", route, "code", code);
        return registry.scrape("tributary_http_requests"::equals).stream()
                .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
                .filter(point -> point.getLabels().equals(labels))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "x", "1.5", "99999999999"})
    void badSecondsAreRefused(String seconds) throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof/profile?seconds=" + seconds);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(response)).isEqualTo("seconds has to be a whole number from 1 to 100\n");
    }

    @Test
    void theHeapGrowsWithWhatIsAllocated() throws Exception {
        Profile first = decode(get("/debug/pprof/heap"));
        assertThat(first.header().sampleTypes().toString()).isEqualTo("[alloc_space/bytes]");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Profile next = first;
        // JFR takes a hundred samples a second at most, and gives each all that its thread allocated since the one
        // before: the first
        // to grow may be another stack of this thread.
        while (!hasGrown(first, next) && System.nanoTime() < deadline) {
            for (int i = 0; i < 200; i++) {
                assertThat(allocateForTheProfile()).hasSize(1 << 20);
            }
            Profile later = decode(get("/debug/pprof/heap"));
            assertThat(later.totals()[0]).isGreaterThanOrEqualTo(next.totals()[0]);
            next = later;
        }
        assertThat(hasGrown(first, next))
                .as(() -> "allocated 64 MB more, and by whom")
                .isTrue();
    }

    private static boolean hasGrown(Profile first, Profile next) {
        return next.totals()[0] >= first.totals()[0] + (64 << 20)
                && Content.of(next).keySet().stream().anyMatch(stack -> stack.contains("allocateForTheProfile"));
    }

    private static byte[] allocateForTheProfile() {
        return new byte[1 << 20];
    }

    @Test
    void aThreadThatWaitsIsInTheThreads() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        Thread parked = Thread.ofPlatform().start(() -> waitForTheProfile(enough));
        try {
            while (parked.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertThat(Content.of(decode(get("/debug/pprof/threads"))).keySet())
                    .anyMatch(
                            stack -> stack.contains("SelfProfileTest.waitForTheProfile") && stack.contains("WAITING"));
        } finally {
            enough.countDown();
            parked.join();
        }
    }

    private static void waitForTheProfile(CountDownLatch enough) {
        try {
            enough.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anUnknownProfileIsNotFound() throws Exception {
        assertThat(get("/debug/pprof/goroutine").statusCode()).isEqualTo(404);
        assertThat(text(get("/debug/pprof/"))).contains("threads");
    }

    @Test
    void namesOfHiddenClassesAreTheSameInEveryRun() throws Exception {
        Profile profile = decode(get("/debug/pprof/threads"));
        assertThat(Content.of(profile).keySet()).noneMatch(stack -> stack.contains("/0x") || stack.contains("$0x"));
    }
}
