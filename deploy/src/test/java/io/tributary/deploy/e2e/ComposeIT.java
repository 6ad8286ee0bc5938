package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The project's own compose file with its images, as a user starts it, but for the intervals, which are shorter: targets that
 * hang and die, a collector that is killed, and Prometheus beside it.
 */
class ComposeIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Map<String, String> ENVIRONMENT =
            Map.of("TRIBUTARY_DIST", "prebuilt", "TRIBUTARY_PORT", "0", "PROMETHEUS_PORT", "0", "GRAFANA_PORT", "0");
    private static final String PROJECT =
            "tributary-it-" + ProcessHandle.current().pid();
    private static final String TARGETS = """
            global: {scrape_interval: 3s, scrape_timeout: 2s}
            scrape_configs:
              - job_name: shop
                profiling_config: {pprof_config: {process_cpu: {seconds: 1}}}
                static_configs:
                  - {targets: ['shop-v1-a:6060', 'shop-v1-b:6060'], labels: {version: v1}}
                  - {targets: ['shop-v2-a:6060', 'shop-v2-b:6060'], labels: {version: v2}}
            """;

    private Path folder;
    private boolean isUp;

    @BeforeEach
    void up(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Needs.docker();
        Files.writeString(folder.resolve("targets.yaml"), TARGETS);
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        Files.writeString(
                folder.resolve("override.yml"),
                "services: {tributary: {volumes: ['%s:/etc/tributary/tributary.yaml:ro']}}\n"
                        .formatted(folder.resolve("targets.yaml")));
        assertThat(Child.run(ROOT, ENVIRONMENT, List.of("docker", "compose", "config", "--quiet")))
                .as("docker compose config")
                .isBlank();
        isUp = true;
        compose("up", "--detach");
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
    void theFleetIsProfiledThroughFailuresAndAKill() {
        Tributary tributary = Tributary.at(address("tributary", 7171));
        awaitHealth(tributary, "shop-v1-a:6060", "up");
        awaitHealth(tributary, "shop-v2-a:6060", "up");
        Await.until("CPU profiles of both versions", SOON, this::logs, () -> {
            String versions = tributary.json("/api/v1/services").toString();
            return versions.contains("\"v1\",\"v2\"") && profiles(tributary, "shop-v2-b:6060") > 1
                    ? Optional.of(true)
                    : Optional.empty();
        });
        Await.until("a healthy container", SOON, this::logs, () -> {
            String health = inspect("tributary", "{{.State.Health.Status}}");
            return health.equals("healthy") ? Optional.of(true) : Optional.empty();
        });
        assertThat(inspect("tributary", "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}"))
                .isEqualTo("tributary true");
        prometheusScrapesTributary();
        failuresCostOnlyThemselves(tributary);
        nothingIsLostByAKill(tributary);
    }

    private void prometheusScrapesTributary() {
        String query = URLEncoder.encode("up{job=\"tributary\"}", StandardCharsets.UTF_8);
        Tributary prometheus = Tributary.at(address("prometheus", 9090));
        Await.until("Prometheus scraping Tributary", SOON, this::logs, () -> {
            JsonNode result = prometheus.json("/api/v1/query?query=" + query).at("/data/result/0/value/1");
            return result.asText().equals("1") ? Optional.of(true) : Optional.empty();
        });
    }

    private void failuresCostOnlyThemselves(Tributary tributary) {
        compose("pause", "shop-v1-a");
        compose("kill", "shop-v2-a");
        assertThat(awaitHealth(tributary, "shop-v1-a:6060", "down")).contains("\"lastError\":\"timeout: ");
        assertThat(awaitHealth(tributary, "shop-v2-a:6060", "down")).containsPattern("\"lastError\":\"\\w");
        int before = profiles(tributary, "shop-v2-b:6060");
        Await.until(
                "more profiles of a healthy target",
                SOON,
                this::logs,
                () -> profiles(tributary, "shop-v2-b:6060") > before + 2 ? Optional.of(true) : Optional.empty());
        assertThat(health(tributary, "shop-v1-b:6060")).isEqualTo("up");
        compose("unpause", "shop-v1-a");
        compose("start", "shop-v2-a");
        awaitHealth(tributary, "shop-v1-a:6060", "up");
        awaitHealth(tributary, "shop-v2-a:6060", "up");
    }

    private void nothingIsLostByAKill(Tributary tributary) {
        List<String> listed = ids(tributary);
        long newest = Instant.now().getEpochSecond();
        String merge = "/api/v1/merge?service=shop&type=cpu&from=" + (newest - 3600) + "&to=" + (newest - 8);
        byte[] before = tributary.bytes(merge);
        assertThat(decode(before).samples().size()).isPositive();
        compose("kill", "--signal", "KILL", "tributary");
        compose("start", "tributary");
        Tributary again = Tributary.at(address("tributary", 7171));
        Await.until("an answer after the kill", SOON, this::logs, again::ready);
        assertThat(ids(again)).containsAll(listed);
        assertThat(again.bytes(merge)).isEqualTo(before);
        compose("stop", "--timeout", "5", "tributary");
        assertThat(inspect("tributary", "{{.State.ExitCode}}")).isEqualTo("0");
    }

    private static Profile decode(byte[] pprof) {
        try {
            return PprofDecoder.decode(pprof, DecodeLimits.DEFAULT);
        } catch (InvalidProfileException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> ids(Tributary tributary) {
        return tributary.profiles("service=shop").stream()
                .map(profile -> profile.get("id").asText())
                .toList();
    }

    private static int profiles(Tributary tributary, String instance) {
        String match = URLEncoder.encode("{instance=\"" + instance + "\"}", StandardCharsets.UTF_8);
        return tributary.profiles("service=shop&type=cpu&match=" + match).size();
    }

    private String awaitHealth(Tributary tributary, String instance, String health) {
        return Await.until(instance + " being " + health, SOON, this::logs, () -> {
            if (tributary.ready().isEmpty() || !health(tributary, instance).equals(health)) {
                return Optional.empty();
            }
            return Optional.of(target(tributary, instance).toString());
        });
    }

    private static String health(Tributary tributary, String instance) {
        return target(tributary, instance).path("health").asText();
    }

    private static JsonNode target(Tributary tributary, String instance) {
        for (JsonNode target : tributary.json("/api/v1/targets").get("targets")) {
            if (target.at("/labels/instance").asText().equals(instance)) {
                return target;
            }
        }
        throw new AssertionError("no target " + instance);
    }
}
