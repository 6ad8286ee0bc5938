package io.tributary.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.status.MetricsPage;
import io.tributary.api.work.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One large answer, as the cache has it, on its way to many clients. */
class LargeAnswerTest {
    private static final int CLIENTS = 30;
    private static final String PATH = "/large";
    private static final AccessControl NOBODY_IS_ASKED = new AccessControl() {
        @Override
        public Future<Caller> caller(HttpServerRequest request) {
            return Future.succeededFuture(Caller.ANONYMOUS);
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    };

    private final byte[] content = new byte[20_000_001];
    private final Vertx vertx = Vertx.vertx();
    private final WorkerPool pool = new WorkerPool(vertx, "large-answers", 1, 8, Duration.ofSeconds(20));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int port;

    @BeforeEach
    void start() {
        new Random(7).nextBytes(content);
        Answer shared = Answer.ok("application/octet-stream", content);
        PrometheusRegistry registry = new PrometheusRegistry();
        Router router = Router.router(vertx);
        Endpoints routes =
                new Endpoints(router, registry, true, Cors.NONE, NOBODY_IS_ASKED, Duration.ofSeconds(20), pool);
        routes.add(List.of(
                new Endpoint(PATH, List.of(), _ -> Future.succeededFuture(shared)),
                new MetricsPage(registry, pool).endpoint()));
        port = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterEach
    void stop() {
        client.close();
        await(vertx.close());
    }

    @Test
    void costsLittleForThoseWhoDoNotReadAndArrivesWholeForThoseWhoDo() throws IOException {
        long before = directBytes();
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                stalled.add(ask());
            }
            for (Socket each : stalled) {
                assertThat(new String(each.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200 OK");
            }

            assertThat(directBytes() - before).isLessThan(64L << 20);
            HttpResponse<byte[]> answer = send("GET", PATH);
            assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(content.length);
            assertThat(answer.body()).isEqualTo(content);

            // It goes on once a client does.
            byte[] rest = stalled.getFirst().getInputStream().readNBytes(content.length);
            assertThat(rest).hasSize(content.length);
        } finally {
            for (Socket each : stalled) {
                each.close();
            }
        }
        awaitMetric("{code=\"499\",route=\"/large\"} " + (CLIENTS - 1) + ".0\n");
        awaitMetric("{code=\"200\",route=\"/large\"} 2.0\n");
    }

    @Test
    void ofWhichAHeadRequestGetsTheLengthAlone() {
        HttpResponse<byte[]> answer = send("HEAD", PATH);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(content.length);
        assertThat(answer.body()).isEmpty();
    }

    private Socket ask() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private HttpResponse<byte[]> send(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    private void awaitMetric(String line) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String metrics;
        do {
            metrics = new String(send("GET", "/metrics").body(), StandardCharsets.UTF_8);
        } while (!metrics.contains(line) && System.nanoTime() < deadline);
        assertThat(metrics).contains(line);
    }

    /** Netty takes its memory from the JDK's pool or past it. */
    private static long directBytes() {
        long counted = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return Math.max(counted, PlatformDependent.usedDirectMemory());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("not done within 20 s", e);
        }
    }
}
