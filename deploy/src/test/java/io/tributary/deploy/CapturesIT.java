package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Tributary;
import io.tributary.profile.testing.TestData;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for over HTTP is taken from a target and comes back over HTTP, byte for byte. */
class CapturesIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final byte[] GOROUTINE = TestData.bytes("etcd/goroutine.1.pb.gz");

    private final byte[] trace = new byte[3_000_000];
    private HttpServer target;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        new Random(1).nextBytes(trace);
        byte[] header = "go 1.26 trace\0\0\0".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, trace, 0, header.length);
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/debug/pprof/goroutine", GOROUTINE);
        serve("/debug/pprof/trace", trace);
        target.start();
    }

    private void serve(String path, byte[] content) {
        target.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(content);
            }
        });
    }

    @AfterEach
    void end() {
        target.stop(0);
    }

    private String instance() {
        return "127.0.0.1:" + target.getAddress().getPort();
    }

    /** The target is scraped of nothing by itself, and goroutines are captured from it when it is slow. */
    private String targets() {
        return """
                captures:
                  alerts:
                    - alertname: Slow
                      capture:
                        - type: goroutine
                        - {type: trace, seconds: 1}
                scrape_configs:
                  - job_name: shop
                    scrape_interval: 1h
                    static_configs: [{targets: ["%s"]}]
                    profiling_config:
                      pprof_config:
                        cpu: {enabled: false}
                        heap: {enabled: false}
                """.formatted(instance());
    }

    private static JsonNode done(Tributary daemon, String id) {
        return Await.until("end of capture " + id, DEADLINE, () -> daemon.text("/api/v1/captures"), () -> {
            JsonNode capture = daemon.json("/api/v1/captures/" + id);
            String state = capture.get("state").asText();
            return state.equals("waiting") || state.equals("running") ? Optional.empty() : Optional.of(capture);
        });
    }

    @Test
    void whatIsAskedForIsThereAsItCame() {
        try (Tributary daemon = Tributary.profiling(folder, targets())) {
            JsonNode asked = daemon.post(
                    "/api/v1/captures",
                    "{\"match\": \"{instance=\\\"%s\\\"}\", \"type\": \"goroutine\", \"reason\": \"slow at noon\"}"
                            .formatted(instance()),
                    202);
            assertThat(asked.get("captures")).hasSize(1);
            String id = asked.at("/captures/0/id").asText();

            JsonNode capture = done(daemon, id);

            assertThat(capture.get("state").asText()).as(capture.toString()).isEqualTo("done");
            assertThat(capture.get("bytes").asLong()).isEqualTo(GOROUTINE.length);
            assertThat(capture.at("/labels/instance").asText()).isEqualTo(instance());
            assertThat(capture.get("reason").asText()).isEqualTo("slow at noon");
            assertThat(daemon.bytes("/api/v1/captures/" + id + "/content")).isEqualTo(GOROUTINE);
            assertThat(daemon.get("/api/v1/profiles/" + capture.get("profile").asText())
                            .statusCode())
                    .isEqualTo(200);
            JsonNode stored = daemon.json("/api/v1/traces?service=shop").get("traces");
            assertThat(stored).hasSize(1);
            assertThat(stored.at("/0/id")).isEqualTo(capture.get("trace"));
            assertThat(stored.at("/0/annotations/capture").asText()).isEqualTo(id);
            assertThat(daemon.bytes("/api/v1/traces/" + stored.at("/0/id").asText()))
                    .isEqualTo(GOROUTINE);
            assertThat(daemon.json("/api/v1/captures").get("captures")).hasSize(1);
        }
    }

    @Test
    void anAlertIsCapturedForOnce() {
        String message = """
                {"version": "4", "status": "firing", "alerts": [{"status": "firing", "fingerprint": "8a3c1b0f2d4e5f60",
                 "labels": {"alertname": "Slow", "instance": "%s"}, "startsAt": "2026-03-02T11:58:30.5Z"}]}
                """.formatted(instance());
        try (Tributary daemon = Tributary.profiling(folder, targets())) {
            JsonNode first = daemon.post("/api/v1/alerts", message, 200).at("/alerts/0");
            assertThat(first.get("outcome").asText()).as(first.toString()).isEqualTo("captured");
            assertThat(first.get("captures")).hasSize(2);

            for (JsonNode id : first.get("captures")) {
                JsonNode capture = done(daemon, id.asText());
                assertThat(capture.get("state").asText()).as(capture.toString()).isEqualTo("done");
                assertThat(capture.at("/alert/fingerprint").asText()).isEqualTo("8a3c1b0f2d4e5f60");
                boolean isTrace = capture.get("type").asText().equals("trace");
                assertThat(daemon.bytes("/api/v1/captures/" + id.asText() + "/content"))
                        .isEqualTo(isTrace ? trace : GOROUTINE);
            }
            JsonNode traces = daemon.json("/api/v1/traces?type=trace").get("traces");
            assertThat(traces).hasSize(1);
            assertThat(traces.at("/0/annotations/alertname").asText()).isEqualTo("Slow");
            assertThat(daemon.post("/api/v1/alerts", message, 200)
                            .at("/alerts/0/outcome")
                            .asText())
                    .isEqualTo("held_off");
        }
    }

    @Test
    void whatCannotBeCapturedIsSaidWithWhatToDo() {
        try (Tributary daemon = Tributary.profiling(folder, targets())) {
            String wish = "{\"match\": \"{job=\\\"%s\\\"}\", \"type\": \"%s\"}";

            JsonNode nobody = daemon.post("/api/v1/captures", wish.formatted("shpo", "cpu"), 404);
            JsonNode nothing = daemon.post("/api/v1/captures", wish.formatted("shop", "gorutine"), 422);

            assertThat(nobody.get("fix").asText()).contains("/api/v1/targets");
            assertThat(nothing.get("fix").asText()).contains("goroutine");
        }
    }

    @Test
    void itCanBeAskedForWhatItDoesItself() {
        try (Tributary daemon = Tributary.start(folder.resolve("data"))) {
            JsonNode asked = daemon.post(
                    "/api/v1/captures", "{\"match\": \"{job=\\\"tributary\\\"}\", \"type\": \"threads\"}", 202);

            JsonNode capture = done(daemon, asked.at("/captures/0/id").asText());

            assertThat(capture.get("state").asText()).as(capture.toString()).isEqualTo("done");
            HttpResponse<byte[]> content =
                    daemon.get("/api/v1/captures/" + capture.get("id").asText() + "/content");
            assertThat(content.statusCode()).isEqualTo(200);
            assertThat(content.body()).hasSize(capture.get("bytes").asInt()).startsWith(0x1f, 0x8b);
        }
    }
}
