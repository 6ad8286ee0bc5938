package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Tributary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemathesis asks a running Tributary what its OpenAPI document says can be asked, and what it says cannot. One of its checks is left out, that
 * each request which the schemas allow is answered as a good one: a schema cannot say which texts are patterns, versions or profiles.
 */
class OpenApiIT {
    private static final Path FORMATS = Path.of("src/test/python/formats.py").toAbsolutePath();

    @Test
    void whatTheDocumentSaysHolds(@TempDir Path folder) {
        Path schemathesis = Needs.program("TRIBUTARY_TEST_SCHEMATHESIS", "schemathesis");
        try (Tributary daemon = Tributary.start(folder.resolve("data"), "--web.enable-admin-api");
                Child run = Child.start(
                        folder,
                        Map.of("SCHEMATHESIS_HOOKS", FORMATS.toString(), "NO_COLOR", "1"),
                        List.of(
                                schemathesis.toString(),
                                "run",
                                "http://127.0.0.1:" + daemon.port() + "/openapi.yaml",
                                "--checks=all",
                                "--exclude-checks=positive_data_acceptance",
                                "--max-examples=30",
                                "--seed=1",
                                "--no-shrink",
                                "--continue-on-failure"))) {
            int code = run.exitCode(Duration.ofMinutes(5));

            assertThat(run.output()).contains("Test Phases", "Fuzzing");
            assertThat(code).as("%s", run.output()).isZero();
            assertThat(daemon.get("/-/ready").statusCode()).isEqualTo(200);
            assertThat(daemon.process().lines()).noneMatch(line -> line.contains(" ERROR "));
        }
    }
}
