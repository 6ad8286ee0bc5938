package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Tributary;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project's own compose file with its images, as a user starts it, but for the intervals, which are shorter. */
class ComposeIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "TRIBUTARY_DIST",
            "prebuilt",
            "TRIBUTARY_PORT",
            "0",
            "PROMETHEUS_PORT",
            "0",
            "ALERTMANAGER_PORT",
            "0",
            "GRAFANA_PORT",
            "0");
    private static final String PROJECT =
            "tributary-it-" + ProcessHandle.current().pid();
    private static final List<String> INSTANCES =
            List.of("shop-v1-a:6060", "shop-v1-b:6060", "shop-v2-a:6060", "shop-v2-b:6060");

    private Path folder;
    private boolean isUp;

    @BeforeEach
    void up(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Needs.docker();
        Path targets = Files.writeString(folder.resolve("targets.yaml"), quickTargets());
        assertThat(targets.toFile().setReadable(true, false)).isTrue();
        Files.writeString(
                folder.resolve("override.yml"),
                "services: {tributary: {volumes: ['%s:/etc/tributary/tributary.yaml:ro']}}\n".formatted(targets));
        assertThat(Child.run(ROOT, ENVIRONMENT, List.of("docker", "compose", "config", "--quiet")))
                .as("docker compose config")
                .isBlank();
        isUp = true;
        compose("up", "--detach");
    }

    private static String quickTargets() throws IOException {
        String shipped = Files.readString(ROOT.resolve("deploy/compose/tributary.yaml"));
        String quick = shipped.replace("scrape_interval: 15s", "scrape_interval: 3s")
                .replace("scrape_timeout: 15s", "scrape_timeout: 2s")
                .replace("          seconds: 10", "          seconds: 1");
        assertThat(quick.length()).as("all three replaced").isEqualTo(shipped.length() - 3);
        return quick;
    }

    @AfterEach
    void down() {
        if (isUp) {
            compose("down", "--volumes", "--timeout", "5");
        }
    }

    private String compose(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "docker",
                "compose",
                "--project-name",
                PROJECT,
                "--file",
                ROOT.resolve("docker-compose.yml").toString(),
                "--file",
                folder.resolve("override.yml").toString()));
        command.addAll(List.of(arguments));
        return Child.run(ROOT, ENVIRONMENT, command);
    }

    private URI address(String service, int port) {
        return URI.create(
                "http://" + compose("port", service, Integer.toString(port)).strip());
    }

    private String container(String service) {
        return compose("ps", "--all", "--quiet", service).strip();
    }

    private String inspect(String service, String format) {
        return Child.run(ROOT, ENVIRONMENT, List.of("docker", "inspect", "--format", format, container(service)))
                .strip();
    }

    private String logs() {
        return compose("logs", "--no-color", "--tail", "60");
    }

    @Test
    void theFleetIsProfiledAndPrometheusScrapesTributary() throws InvalidProfileException {
        Tributary tributary = Tributary.at(address("tributary", 7171));
        Await.until("answer", SOON, this::logs, tributary::ready);
        for (String instance : INSTANCES) {
            Await.until(
                    instance + " being up",
                    SOON,
                    this::logs,
                    () -> tributary.target(instance).path("health").asText().equals("up")
                            ? Optional.of(true)
                            : Optional.empty());
        }
        Await.until("CPU profiles of every instance", SOON, this::logs, () -> {
            List<String> profiled = tributary.profiles("service=shop&type=cpu").stream()
                    .map(profile -> profile.at("/labels/instance").asText())
                    .toList();
            return profiled.containsAll(INSTANCES) ? Optional.of(true) : Optional.empty();
        });
        assertThat(tributary.json("/api/v1/services").toString()).contains("\"v1\",\"v2\"");
        Profile merge = PprofDecoder.decode(
                tributary.bytes("/api/v1/merge?service=shop&type=cpu&from=now-1h"), DecodeLimits.DEFAULT);
        assertThat(merge.samples().size()).isPositive();
        assertThat(inspect("tributary", "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}"))
                .isEqualTo("tributary true");
        prometheusScrapes("job=\"tributary\"", 1);
        prometheusScrapes("job=\"shop\"", INSTANCES.size());
        anAlertIsCaptured(tributary);
    }

    private void prometheusScrapes(String job, int instances) {
        String query = URLEncoder.encode("sum(up{" + job + "})", StandardCharsets.UTF_8);
        Tributary prometheus = Tributary.at(address("prometheus", 9090));
        Await.until("answer of Prometheus", SOON, this::logs, prometheus::ready);
        Await.until("Prometheus scraping " + job, SOON, this::logs, () -> {
            JsonNode result = prometheus.json("/api/v1/query?query=" + query).at("/data/result/0/value/1");
            return result.asInt() == instances ? Optional.of(true) : Optional.empty();
        });
        assertThat(prometheus.json("/api/v1/rules").findValuesAsText("name"))
                .contains("HighGoroutineCount", "MemoryLeak", "HighGCPressure");
        assertThat(prometheus
                        .json("/api/v1/alertmanagers")
                        .at("/data/activeAlertmanagers/0/url")
                        .asText())
                .isEqualTo("http://alertmanager:9093/api/v2/alerts");
    }

    /** What Prometheus would post when a shop had leaked for minutes. */
    private void anAlertIsCaptured(Tributary tributary) {
        Tributary alertmanager = Tributary.at(address("alertmanager", 9093));
        Await.until("answer of Alertmanager", SOON, this::logs, alertmanager::ready);
        String alert = """
                [{"labels": {"alertname": "HighGoroutineCount", "severity": "warning", "job": "shop", "instance": "%s"}}]
                """.formatted(INSTANCES.getFirst());
        assertThat(alertmanager.post("/api/v2/alerts", alert).statusCode()).isEqualTo(200);
        Await.until("captures of the alert", SOON, this::logs, () -> {
            List<String> done = new ArrayList<>();
            for (JsonNode capture : tributary.json("/api/v1/captures").get("captures")) {
                assertThat(capture.at("/labels/instance").asText()).isEqualTo(INSTANCES.getFirst());
                assertThat(capture.at("/alert/alertname").asText()).isEqualTo("HighGoroutineCount");
                if (capture.get("state").asText().equals("done")) {
                    done.add(capture.get("type").asText());
                }
            }
            return done.containsAll(List.of("goroutine", "trace", "flight_recorder"))
                    ? Optional.of(true)
                    : Optional.empty();
        });
    }
}
