package io.tributary.api;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Go's own tools as an oracle. */
final class GoTools {
    private GoTools() {}

    /** Skips the test, visibly, where there is no Go; with {@code CI=true} that is a failure. */
    static void required() {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("CI has to install Go, and there is no go on the PATH");
        }
        assumeTrue(there, "there is no go on the PATH");
    }

    /**
     * Runs {@code go tool …} in a folder and gives what it wrote to its standard output.
     *
     * @throws AssertionError with its standard error when it fails or takes longer than two minutes
     */
    static byte[] run(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("go", "tool"));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(folder, "go", ".out");
            Path err = Files.createTempFile(folder, "go", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("PPROF_TMPDIR", folder.toString());
            builder.environment().put("GOTOOLCHAIN", "local");
            builder.environment().put("TZ", "UTC");
            Process process = builder.start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within two minutes");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " ended with " + process.exitValue() + ":\n"
                        + Files.readString(err, StandardCharsets.UTF_8));
            }
            return Files.readAllBytes(out);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command.toString(), e);
        }
    }

    static String text(Path folder, String... arguments) {
        return new String(run(folder, arguments), StandardCharsets.UTF_8);
    }
}
