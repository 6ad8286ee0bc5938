package io.tributary.profile.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** {@code go tool pprof} as the oracle: what it says is right. */
public final class GoPprof {
    private static final long DEADLINE_SECONDS = 180;

    private GoPprof() {}

    /** Skips the test where there is no Go, but fails it in CI, which installs it. */
    public static void assumeThere() {
        try {
            if (run(List.of("go", "version")).exitCode() == 0) {
                return;
            }
        } catch (UncheckedIOException e) {
            // No such command: what is to be done is the same as for one that fails.
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError("go is not on the PATH, and in CI it has to be");
        }
        Assumptions.abort("go is not on the PATH: nothing to compare with");
    }

    /** What a command said, on standard output and on standard error. */
    public record Outcome(int exitCode, String output, String errors) {}

    /** The profile as {@code -raw} prints it, in an order that does not depend on the file's. */
    public static RawProfile raw(Path file) {
        return RawProfile.parse(succeed(List.of("-raw", file.toString())));
    }

    /** What {@code -raw} prints of these bytes. */
    public static RawProfile raw(byte[] profile) {
        try {
            Path file = Files.createTempFile("profile", ".pb");
            try {
                Files.write(file, profile);
                return raw(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The merge of several files as {@code -raw} prints it. */
    public static RawProfile rawMerge(List<Path> files) {
        return rawMerge(files, List.of());
    }

    /** The same with filters: {@code -tagfocus=…}. */
    public static RawProfile rawMerge(List<Path> files, List<String> filters) {
        List<String> arguments = new ArrayList<>(List.of("-raw"));
        arguments.addAll(filters);
        files.forEach(file -> arguments.add(file.toString()));
        return RawProfile.parse(succeed(arguments));
    }

    /** What it says of arguments, whatever its exit code. */
    public static Outcome pprof(List<String> arguments) {
        List<String> command = new ArrayList<>(Tool.COMMAND);
        command.add("-symbolize=none");
        command.addAll(arguments);
        return run(command);
    }

    /** The tool's own file: {@code go tool} looks for it anew each time, which takes many times as long as a small merge. */
    private static final class Tool {
        static final List<String> COMMAND = find();

        private static List<String> find() {
            Outcome outcome = run(List.of("go", "tool", "-n", "pprof"));
            Path file = Path.of(outcome.output().strip());
            // Go builds the tool when it is first run, and says its name before it has.
            return outcome.exitCode() == 0 && Files.isExecutable(file)
                    ? List.of(file.toString())
                    : List.of("go", "tool", "pprof");
        }
    }

    private static String succeed(List<String> arguments) {
        Outcome outcome = pprof(arguments);
        if (outcome.exitCode() != 0) {
            throw new AssertionError("go tool pprof " + arguments + " failed: " + outcome.errors());
        }
        return outcome.output();
    }

    private static Outcome run(List<String> command) {
        try {
            Path output = Files.createTempFile("pprof", ".txt");
            Path errors = Files.createTempFile("pprof", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command);
                // A binary found there would change what is printed.
                builder.environment().put("PPROF_BINARY_PATH", "/nowhere");
                builder.environment().put("TZ", "UTC");
                builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
                Process process = builder.start();
                process.getOutputStream().close();
                if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " takes longer than " + DEADLINE_SECONDS + " s");
                }
                return new Outcome(
                        process.exitValue(), Files.readString(output, UTF_8), Files.readString(errors, UTF_8));
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command, e);
        }
    }
}
