package io.tributary.deploy.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
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
