package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Tributary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was listed before {@code kill -9} is there after it. */
class CrashIT {
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
    void whatWasListedSurvivesAndItsMergeIsTheSame() {
        List<String> before;
        byte[] mergedBefore;
        String merge;
        try (Tributary daemon = Tributary.profiling(folder, targets())) {
            List<JsonNode> profiles =
                    Await.until(WANTED + " profiles", Duration.ofSeconds(60), daemon.process()::output, () -> {
                        List<JsonNode> listed = daemon.profiles("service=shop");
                        return listed.size() >= WANTED ? Optional.of(listed) : Optional.empty();
                    });
            before = ids(profiles);
            // One series is scraped one at a time, so up to the newest that is listed nothing can come in behind it.
            Instant newest = profiles.stream()
                    .map(profile -> Instant.parse(profile.get("time").asText()))
                    .max(Instant::compareTo)
                    .orElseThrow();
            merge = "/api/v1/merge?service=shop&type=cpu&from=" + newest.minus(Duration.ofHours(1)) + "&to="
                    + newest.plusMillis(1);
            mergedBefore = daemon.bytes(merge);

            daemon.process().kill();
        }

        try (Tributary daemon = Tributary.profiling(folder, targets())) {
            assertThat(ids(daemon.profiles("service=shop"))).containsAll(before);
            assertThat(daemon.bytes(merge)).isEqualTo(mergedBefore);
        }
    }

    private String targets() {
        return """
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
                """.formatted(target.getAddress().getPort());
    }

    private static List<String> ids(List<JsonNode> profiles) {
        return profiles.stream().map(profile -> profile.get("id").asText()).toList();
    }
}
