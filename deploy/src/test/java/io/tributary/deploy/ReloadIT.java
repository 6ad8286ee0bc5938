package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Tributary;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process whose targets file changes under it. */
class ReloadIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String BAD = "scrape_configs: [{job_name: shop, scrape_intervall: 1m}]\n";

    @TempDir
    Path folder;

    private static String shop(String... instances) {
        return """
                scrape_configs:
                  - job_name: shop
                    basic_auth: {username: me, password: s3cret}
                    static_configs: [{targets: [%s]}]
                """.formatted(String.join(", ", instances));
    }

    /** At once, so that no half of it is read. */
    private void write(String text) throws Exception {
        Path next = Files.writeString(folder.resolve("next"), text);
        Files.move(next, folder.resolve("tributary.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> instances(Tributary daemon) {
        return daemon.json("/api/v1/targets").path("activeTargets").findValues("labels").stream()
                .map(labels -> labels.path("instance").asText())
                .toList();
    }

    @Test
    void aChangeOfTheFileIsNoticedAndABadOneChangesNothing() throws Exception {
        try (Tributary daemon = Tributary.profiling(folder, shop("a:1"))) {
            assertThat(instances(daemon)).containsExactly("a:1");
            assertThat(daemon.text("/metrics"))
                    .contains("tributary_config_last_reload_successful 1.0")
                    .contains("tributary_config_last_reload_success_timestamp_seconds ");

            write(shop("a:1", "b:1"));
            Await.that(
                    "b is a target",
                    DEADLINE,
                    daemon.process(),
                    () -> instances(daemon).equals(List.of("a:1", "b:1")));

            write(BAD);
            Await.that(
                    "the file is refused",
                    DEADLINE,
                    daemon.process(),
                    () -> !daemon.json("/api/v1/status/config").get("lastError").isNull());
            JsonNode status = daemon.json("/api/v1/status/config");
            assertThat(status.at("/lastError/problems").toString())
                    .contains("tributary.yaml:1:", "scrape_intervall", "did you mean");
            assertThat(status.get("yaml").asText()).contains("b:1", "password: <secret>");
            assertThat(daemon.text("/api/v1/status/config")).doesNotContain("s3cret");
            assertThat(instances(daemon)).containsExactly("a:1", "b:1");
            assertThat(daemon.text("/metrics")).contains("tributary_config_last_reload_successful 0.0");
            assertThat(daemon.process().lines())
                    .anyMatch(line -> line.contains("ERROR") && line.contains("scrape_intervall"))
                    .noneMatch(line -> line.contains("s3cret"));

            Files.delete(folder.resolve("tributary.yaml"));
            Await.that(
                    "its absence is told",
                    DEADLINE,
                    daemon.process(),
                    () -> daemon.text("/api/v1/status/config").contains("there is no such file"));

            write(shop("c:1"));
            Await.that(
                    "c is the target",
                    DEADLINE,
                    daemon.process(),
                    () -> instances(daemon).equals(List.of("c:1")));
            assertThat(daemon.json("/api/v1/status/config").get("lastError").isNull())
                    .isTrue();
            assertThat(daemon.text("/metrics")).contains("tributary_config_last_reload_successful 1.0");
            assertThat(daemon.process().terminate(DEADLINE)).isZero();
        }
    }

    @Test
    void aHangupReadsItAnewThoughItLooksTheSame() throws Exception {
        try (Tributary daemon = Tributary.profiling(folder, shop("a:1"))) {
            String before = daemon.json("/api/v1/status/config").get("loadedAt").asText();

            daemon.process().hangUp();

            Await.that(
                    "it was read",
                    DEADLINE,
                    daemon.process(),
                    () -> !daemon.json("/api/v1/status/config")
                            .get("loadedAt")
                            .asText()
                            .equals(before));
            assertThat(daemon.get("/-/ready").statusCode()).isEqualTo(200);
            assertThat(instances(daemon)).containsExactly("a:1");
        }
    }

    @Test
    void reloadAndQuitOverHttp() throws Exception {
        try (Tributary daemon = Tributary.profiling(folder, shop("a:1"), "--web.enable-lifecycle")) {
            write(shop("b:1"));
            assertThat(daemon.post("/-/reload").statusCode()).isEqualTo(200);
            // In force when it answers.
            assertThat(instances(daemon)).containsExactly("b:1");

            write(BAD);
            HttpResponse<byte[]> refused = daemon.post("/-/reload");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("scrape_intervall");
            assertThat(instances(daemon)).containsExactly("b:1");

            assertThat(daemon.post("/-/quit").statusCode()).isEqualTo(200);
            assertThat(daemon.process().exitCode(DEADLINE)).isZero();
        }
    }

    @Test
    void withoutTheFlagHttpChangesNothing() {
        try (Tributary daemon = Tributary.start(folder.resolve("data"))) {
            assertThat(daemon.post("/-/reload").statusCode()).isEqualTo(403);
            assertThat(daemon.post("/-/quit").statusCode()).isEqualTo(403);
            assertThat(daemon.json("/api/v1/status/config").get("yaml").asText())
                    .contains("job_name: tributary");
            assertThat(daemon.get("/-/ready").statusCode()).isEqualTo(200);
        }
    }
}
