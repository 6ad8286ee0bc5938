package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Tributary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemathesis asks a running Tributary what its OpenAPI document says can be asked, and what it says cannot, with all of its checks.
 * {@code -Dtributary.seed=2} makes other questions.
 */
class OpenApiIT {
    private static final Path FORMATS = Path.of("src/test/python/formats.py").toAbsolutePath();
    private static final Path CONFIGURATION =
            Path.of("src/test/python/schemathesis.toml").toAbsolutePath();
    private static final Path SHOP = Path.of("../testdata/shop");

    @Test
    void whatTheDocumentSaysHolds(@TempDir Path folder) throws IOException {
        Path schemathesis = Needs.program("TRIBUTARY_TEST_SCHEMATHESIS", "schemathesis");
        try (Tributary daemon = Tributary.start(folder.resolve("data"), "--web.enable-admin-api")) {
            for (String version : List.of("v1", "v2")) {
                assertThat(daemon.post(
                                        "/api/v1/profiles?service=shop&type=cpu&time=now-10m&label.version=" + version,
                                        Files.readAllBytes(SHOP.resolve(version + "/cpu.a1.pb.gz")))
                                .statusCode())
                        .isEqualTo(201);
            }
            try (Child run = Child.start(
                    folder,
                    Map.of("SCHEMATHESIS_HOOKS", FORMATS.toString(), "NO_COLOR", "1"),
                    List.of(
                            schemathesis.toString(),
                            "--config-file=" + CONFIGURATION,
                            "run",
                            "http://127.0.0.1:" + daemon.port() + "/openapi.yaml",
                            "--checks=all",
                            "--max-examples=30",
                            "--seed=" + Integer.getInteger("tributary.seed", 1),
                            "--no-shrink",
                            "--continue-on-failure"))) {
                int code = run.exitCode(Duration.ofMinutes(10));

                assertThat(run.output()).contains("Test Phases", "Fuzzing");
                assertThat(code).as("%s", run.output()).isZero();
                assertThat(daemon.get("/-/ready").statusCode()).isEqualTo(200);
                assertThat(daemon.process().lines()).noneMatch(line -> line.contains(" ERROR "));
            }
        }
    }
}
