package io.tributary.deploy.e2e;

import io.tributary.deploy.testing.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine: skipped where it is missing, failed in CI. */
final class Needs {
    private Needs() {}

    /** A program: by an environment variable that names it, else by its name on the PATH. */
    static Path program(String variable, String name) {
        Optional<Path> named = Optional.ofNullable(System.getenv(variable)).map(Path::of);
        Optional<Path> found = named.filter(Files::isExecutable).or(() -> onPath(name));
        if (found.isPresent()) {
            return found.get();
        }
        missing(name + " is not on the PATH, and " + variable + " does not name it");
        throw new AssertionError("missing() never returns");
    }

    static Path go() {
        return program("TRIBUTARY_TEST_GO", "go");
    }

    /** Docker with a daemon that answers, and Compose of version 2. */
    static void docker() {
        if (onPath("docker").isEmpty()) {
            missing("docker is not on the PATH");
        }
        Path here = Path.of("").toAbsolutePath();
        try (Child info = Child.start(here, Map.of(), List.of("docker", "info"));
                Child compose = Child.start(here, Map.of(), List.of("docker", "compose", "version"))) {
            if (info.exitCode(Duration.ofMinutes(1)) != 0) {
                missing("no Docker daemon answers: " + info.output().lines().reduce("", (_, last) -> last));
            }
            if (compose.exitCode(Duration.ofMinutes(1)) != 0) {
                missing("docker has no command compose: install Compose v2");
            }
        }
    }

    private static Optional<Path> onPath(String name) {
        for (String folder :
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1)) {
            Path candidate = Path.of(folder, name);
            if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    static void missing(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(reason + "; in CI it has to be there");
        }
        Assumptions.abort(reason);
    }
}
