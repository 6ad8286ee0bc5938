package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.tributary.deploy.testing.DaemonProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was listed before {@code kill -9} is there after it. */
class CrashIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WANTED = 3;

    @TempDir
    Path folder;

    private HttpServer target;

    @BeforeEach
    void serveAProfile() throws IOException {
        byte[] profile = Files.readAllBytes(Path.of("..", "testdata", "shop", "v1", "cpu.a1.pb.gz"));
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/debug/pprof/profile", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, profile.length);
                exchange.getResponseBody().write(profile);
            }
        });
        target.start();
    }

    @AfterEach
    void stopServing() {
        target.stop(0);
    }

    @Test
    void whatWasListedSurvivesAndItsMergeIsTheSame() throws IOException {
        Path data = folder.resolve("data");
        String config = "--config.file=" + targetsFile();
        List<String> before;
        byte[] mergedBefore;
        String merge;
        try (DaemonProcess daemon = DaemonProcess.start(data, config)) {
            HttpResponse<byte[]> listed = daemon.await(
                    "/api/v1/profiles?service=shop&from=now-1h",
                    Duration.ofSeconds(60),
                    answer -> answer.statusCode() == 200 && profiles(answer).size() >= WANTED);
            List<JsonNode> profiles = profiles(listed);
            before = ids(profiles);
            // One series is scraped one at a time, so up to the newest that is listed nothing can come in behind it.
            Instant newest = profiles.stream()
                    .map(profile -> Instant.parse(profile.get("time").asText()))
                    .max(Instant::compareTo)
                    .orElseThrow();
            merge = "/api/v1/merge?service=shop&type=cpu&from=" + newest.minus(Duration.ofHours(1)) + "&to="
                    + newest.plusMillis(1);
            HttpResponse<byte[]> answer = daemon.get(merge);
            assertThat(answer.statusCode()).isEqualTo(200);
            mergedBefore = answer.body();

            daemon.kill();
        }

        try (DaemonProcess daemon = DaemonProcess.start(data, config)) {
            assertThat(ids(profiles(daemon.get("/api/v1/profiles?service=shop&from=now-1h"))))
                    .containsAll(before);
            assertThat(daemon.get(merge).body()).isEqualTo(mergedBefore);
        }
    }

    private Path targetsFile() throws IOException {
        return Files.writeString(folder.resolve("targets.yaml"), """
                scrape_configs:
                  - job_name: shop
                    scrape_interval: 1s
                    profiling_config:
                      pprof_config:
                        process_cpu: {enabled: true, seconds: 1}
                        memory: {enabled: false}
                        goroutine: {enabled: false}
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                """.formatted(
                        target.getAddress().getPort()));
    }

    private static List<JsonNode> profiles(HttpResponse<byte[]> answer) {
        try {
            List<JsonNode> profiles = new ArrayList<>();
            JSON.readTree(answer.body()).get("profiles").forEach(profiles::add);
            return profiles;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> ids(List<JsonNode> profiles) {
        return profiles.stream().map(profile -> profile.get("id").asText()).toList();
    }
}
