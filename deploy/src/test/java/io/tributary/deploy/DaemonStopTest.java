package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.cli.ListenAddress;
import io.tributary.deploy.cli.RunSettings;
import io.tributary.deploy.cli.WebSettings;
import io.tributary.deploy.logging.LogFormat;
import io.tributary.deploy.logging.LogLevel;
import io.tributary.storage.rocksdb.Retention;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole daemon in this process, stopped while both sides of it hang. */
class DaemonStopTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    @Test
    void theStoreIsClosedInTimeWhileATargetAndClientsHang() throws Exception {
        try (ServerSocket target = new ServerSocket(0, 50, LOOPBACK)) {
            target.setSoTimeout(60_000);
            Daemon daemon = new Daemon(settings(target.getLocalPort()), InstantSource.system());
            try {
                int port = daemon.start();
                try (Socket scrape = target.accept();
                        Socket half = client(port, "GET /api/v1/services HTTP/1.1\r\nHost: local");
                        Socket waits = client(
                                port, "GET /debug/pprof/profile?seconds=90 HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
                    assertThat(scrape.getInputStream().read()).isEqualTo('G');
                    awaitCpuProfileUnderWay(port, waits);

                    long begin = System.nanoTime();
                    daemon.stop();

                    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Termination.BOUND);
                    assertThat(half.isConnected()).isTrue();
                }
            } finally {
                daemon.stop();
            }
        }
        // A store that is still open in this process, or was not closed, refuses.
        RocksStore.open(folder.resolve("data"), RocksStoreOptions.DEFAULT).close();
    }

    private RunSettings settings(int targetPort) throws IOException {
        Path targets = Files.writeString(folder.resolve("targets.yaml"), """
                scrape_configs:
                  - job_name: silent
                    scrape_interval: 1m
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                """.formatted(targetPort));
        return new RunSettings(
                targets,
                folder.resolve("data"),
                Retention.UNLIMITED,
                new ListenAddress("127.0.0.1", 0),
                WebSettings.OPEN,
                false,
                LogLevel.INFO,
                LogFormat.TEXT);
    }

    private static Socket client(int port, String request) throws IOException {
        Socket client = new Socket(LOOPBACK, port);
        client.setSoTimeout(30_000);
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    /** Only one is taken at a time: when another is refused, and this one is not answered, it is under way. */
    private static void awaitCpuProfileUnderWay(int port, Socket waits) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String answer = "";
        while (!answer.startsWith("HTTP/1.1 500") && System.nanoTime() < deadline) {
            try (Socket probe = client(
                    port,
                    "GET /debug/pprof/profile?seconds=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
                answer = new String(probe.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }
        assertThat(answer).startsWith("HTTP/1.1 500");
        assertThat(waits.getInputStream().available()).isZero();
    }
}
