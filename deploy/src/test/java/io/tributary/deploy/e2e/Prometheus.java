package io.tributary.deploy.e2e;

import io.tributary.deploy.testing.Child;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Prometheus. */
final class Prometheus {
    private Prometheus() {}

    static Path program() {
        return Needs.program("TRIBUTARY_TEST_PROMETHEUS", "prometheus");
    }

    /** Starts it by the {@code prometheus.yml} of a folder, in which it keeps what it scrapes. */
    static Child start(Path program, Path folder, int port) {
        return Child.start(
                folder,
                Map.of(),
                List.of(
                        program.toString(),
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=prometheus",
                        "--web.listen-address=127.0.0.1:" + port));
    }
}
