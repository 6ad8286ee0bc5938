package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        TestServer.await(vertx.close());
    }

    private ApiServer server(String host, int port) {
        return new ApiServer(
                vertx,
                ApiOptions.of(host, port),
                new ScriptedStore(List::of),
                new ApiSources(
                        new NoTargets(),
                        new ScriptedScrapes(),
                        new ScriptedCaptures(),
                        new ScriptedLifecycle(),
                        TestServer.STARTUP),
                new PrometheusRegistry(),
                List.of(),
                () -> TestServer.NOW);
    }

    @Test
    void namesAPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ApiServer server = server("127.0.0.1", taken.getLocalPort());

            assertThatThrownBy(() -> TestServer.await(server.start()))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("in use")
                    .hasMessageContaining("--web.listen-address");
            TestServer.await(server.stop());
        }
    }

    @Test
    void namesAnAddressThatIsNotThisMachines() {
        ApiServer server = server("192.0.2.1", 7171);

        assertThatThrownBy(() -> TestServer.await(server.start()))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("cannot listen on 192.0.2.1:7171")
                .hasMessageContaining("--web.listen-address");
        TestServer.await(server.stop());
    }

    @Test
    void stopsBeforeItStarted() {
        TestServer.await(server("127.0.0.1", 0).stop());
    }

    @Test
    void finishesWhatRunsWhenItStops() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Semaphore entered = new Semaphore(0);
        ScriptedStore slow = new ScriptedStore(() -> {
            entered.release();
            try {
                assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return List.of();
        });
        try (TestServer api = new TestServer(slow)) {
            CompletableFuture<HttpResponse<byte[]>> running = api.getLater("/api/v1/services");
            assertThat(entered.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

            Future<Void> stopped = api.server.stop();
            release.countDown();

            TestServer.await(stopped);
            assertThat(running.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), api.port).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void doesNotWaitForIdleConnections() throws Exception {
        ApiOptions usual = ApiOptions.of("127.0.0.1", 0);
        ApiOptions patient = new ApiOptions(
                usual.host(),
                usual.port(),
                usual.queryThreads(),
                usual.queryQueue(),
                usual.queryDeadline(),
                usual.idleTimeout(),
                Duration.ofMinutes(1),
                usual.web());
        try (TestServer api = new TestServer(new ScriptedStore(List::of), new NoTargets(), List.of(), patient);
                Socket idle = new Socket(InetAddress.getLoopbackAddress(), api.port)) {
            assertThat(api.get("/-/healthy").statusCode()).isEqualTo(200);
            long start = System.nanoTime();

            TestServer.await(api.server.stop());

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }
}
