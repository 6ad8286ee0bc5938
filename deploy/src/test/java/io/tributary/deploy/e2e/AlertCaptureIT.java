package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Tributary;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a fault to what it looks like, with nobody's stand-in: a Go program leaks, Prometheus notices, Alertmanager tells, and Tributary
 * has captured what Go's tools show the leak in. Alertmanager tells again and again, and it is captured once.
 */
class AlertCaptureIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int LEAKED = 2_000;
    private static final String LEAKING = "main.awaitSupplier";
    private static final Path SHIPPED_RULES = Path.of("prometheus", "rules.yml").toAbsolutePath();

    /** The shipped rule of that name asks for hours of history, so one without stands beside it. */
    private static final String RULES = """
            groups:
              - name: soon
                interval: 1s
                rules:
                  - alert: HighGoroutineCount
                    expr: go_goroutines > 1000
                    for: 1s
                    labels: {severity: warning}
            """;

    @Test
    void aLeakIsAnAlertAndTheAlertIsCapturedOnce(@TempDir Path folder) throws IOException {
        Path prometheus = Prometheus.program();
        Path alertmanager = Needs.program("TRIBUTARY_TEST_ALERTMANAGER", "alertmanager");
        Path go = Needs.go();
        int prometheusPort = Ports.free();
        int alertmanagerPort = Ports.free();
        ShopPrograms programs = new ShopPrograms(go, folder);
        programs.build("v1", "shop");
        try (ShopPrograms.Instance shop = programs.start("shop", 1, "-flight-recorder=10s", "-leak=" + LEAKED);
                Tributary tributary = Tributary.profiling(folder, targets(shop.address()));
                Child telling = startAlertmanager(folder, alertmanager, alertmanagerPort, tributary);
                Child noticing =
                        startPrometheus(folder, prometheus, prometheusPort, alertmanagerPort, shop.address())) {
            Tributary alerts = Tributary.at(URI.create("http://127.0.0.1:" + alertmanagerPort));
            Await.until("answer of Alertmanager", SOON, telling::output, alerts::ready);
            shop.process().signal("USR1");
            shop.process().awaitLine(Pattern.compile(LEAKED + " goroutines leaked"), SOON);

            Map<String, JsonNode> captures = Await.until(
                    "captures",
                    SOON,
                    () -> String.join(
                                    "\n",
                                    noticing.output(),
                                    telling.output(),
                                    tributary.process().output())
                            + tributary.text("/metrics"),
                    () -> done(tributary));
            assertThat(captures.keySet()).containsExactly("flight_recorder", "goroutine", "trace");
            String fingerprint =
                    alerts.json("/api/v2/alerts").at("/0/fingerprint").asText();
            for (JsonNode capture : captures.values()) {
                assertThat(capture.at("/alert/fingerprint").asText()).isEqualTo(fingerprint);
                assertThat(capture.at("/alert/alertname").asText()).isEqualTo("HighGoroutineCount");
                assertThat(capture.at("/labels/instance").asText()).isEqualTo(shop.address());
                assertThat(capture.get("bytes").asInt()).isEqualTo(content(tributary, capture).length);
            }
            JsonNode goroutines = Objects.requireNonNull(captures.get("goroutine"));
            assertThat(GoPprof.pprof(List.of(
                                    "-top", save(tributary, goroutines, folder).toString()))
                            .output())
                    .contains("Type: goroutine", LEAKING);
            assertThat(tributary.bytes(
                            "/api/v1/profiles/" + goroutines.get("profile").asText()))
                    .as("the same among the profiles")
                    .isNotEmpty();
            for (String type : List.of("trace", "flight_recorder")) {
                JsonNode capture = Objects.requireNonNull(captures.get(type));
                assertThat(parsed(go, folder, save(tributary, capture, folder)))
                        .as(type)
                        .contains(LEAKING);
            }
            assertHeldOff(tributary, alerts);
        }
    }

    private static String targets(String shop) {
        return """
            global: {scrape_interval: 1h, scrape_timeout: 10s}
            captures:
              hold_off: 1h
              alerts:
                - alertname: HighGoroutineCount
                  matchers: ['severity="warning"']
                  equal: [instance]
                  match: '{service_name="shop"}'
                  capture:
                    - type: goroutine
                    - type: trace
                      seconds: 1
                    - type: flight_recorder
            scrape_configs:
              - job_name: shop
                static_configs: [{targets: ['%s']}]
              - job_name: other
                static_configs: [{targets: ['127.0.0.1:9']}]
            """.formatted(shop);
    }

    /** By type, once there are three that are done. */
    private static Optional<Map<String, JsonNode>> done(Tributary tributary) {
        Map<String, JsonNode> captures = new TreeMap<>();
        for (JsonNode capture : tributary.json("/api/v1/captures").get("captures")) {
            assertThat(capture.get("state").asText()).as(capture.toString()).isNotEqualTo("failed");
            if (capture.get("state").asText().equals("done")) {
                captures.put(capture.get("type").asText(), capture);
            }
        }
        return captures.size() == 3 ? Optional.of(captures) : Optional.empty();
    }

    private static byte[] content(Tributary tributary, JsonNode capture) {
        return tributary.bytes("/api/v1/captures/" + capture.get("id").asText() + "/content");
    }

    private static Path save(Tributary tributary, JsonNode capture, Path folder) throws IOException {
        return Files.write(folder.resolve(capture.get("type").asText()), content(tributary, capture));
    }

    /** The events of an execution trace as Go's tool prints them, some hundred thousand lines. */
    private static String parsed(Path go, Path folder, Path trace) throws IOException {
        Path events = folder.resolve(trace.getFileName() + ".txt");
        Child.run(
                folder,
                Map.of(),
                List.of(
                        "sh",
                        "-c",
                        "exec \"$0\" tool trace -d=parsed \"$1\" >\"$2\"",
                        go.toString(),
                        trace.toString(),
                        events.toString()));
        return Files.readString(events);
    }

    private static void assertHeldOff(Tributary tributary, Tributary alertmanager) {
        Pattern held = Pattern.compile(
                "(?m)^tributary_alerts_received_total\\{outcome=\"held_off\"\\} ([3-9]|\\d\\d+)(\\.0)?$");
        Await.until(
                "three alerts that were sent again",
                SOON,
                () -> tributary.text("/metrics"),
                () -> held.matcher(tributary.text("/metrics")).find() ? Optional.of(true) : Optional.empty());
        assertThat(tributary.json("/api/v1/captures").get("captures")).hasSize(3);
        assertThat(alertmanager.text("/metrics"))
                .as("every notification was answered with 200")
                .doesNotContainPattern(
                        "(?m)^alertmanager_notifications_failed_total\\{integration=\"webhook\".*\\} [1-9]");
    }

    private static Child startAlertmanager(Path folder, Path program, int port, Tributary tributary)
            throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: tributary, group_by: ['...'], group_wait: 0s, group_interval: 1s, repeat_interval: 1s}
                receivers:
                  - name: tributary
                    webhook_configs: [{url: '%s'}]
                """.formatted(tributary.url("/api/v1/alerts")));
        return Child.start(
                folder,
                Map.of(),
                List.of(
                        program.toString(),
                        "--config.file=alertmanager.yml",
                        "--storage.path=alertmanager",
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port));
    }

    private static Child startPrometheus(Path folder, Path program, int port, int alertmanagerPort, String shop)
            throws IOException {
        Files.writeString(folder.resolve("soon.yml"), RULES);
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [soon.yml, '%s']
                alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:%d']}]}]}
                scrape_configs:
                  - job_name: shop
                    static_configs: [{targets: ['%s']}]
                """.formatted(SHIPPED_RULES, alertmanagerPort, shop));
        return Prometheus.start(program, folder, port);
    }
}
