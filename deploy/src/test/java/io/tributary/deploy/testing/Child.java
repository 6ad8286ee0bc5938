package io.tributary.deploy.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process of a test: its output is kept, it can be waited for by a line of it, and closing kills it. Used by one thread.
 */
public final class Child implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private final String name;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = Thread.ofPlatform().name("output of " + name).daemon().start(this::read);
    }

    /** Starts a command; of the test's own environment, no {@code TRIBUTARY_} variable is handed on. */
    public static Child start(Path folder, Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(hearingHangups(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            builder.environment().keySet().removeIf(variable -> variable.startsWith("TRIBUTARY_"));
            builder.environment().putAll(environment);
            return new Child(Path.of(command.getFirst()).getFileName().toString(), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A test under nohup would hand on that SIGHUP is ignored, and no program hears what its parent ignored. */
    private static List<String> hearingHangups(List<String> command) throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean isIgnored = Files.exists(status)
                && Files.readAllLines(status).stream().anyMatch(line -> line.matches("SigIgn:.*[13579bdf]"));
        return isIgnored
                ? Stream.concat(Stream.of("env", "--default-signal=HUP"), command.stream())
                        .toList()
                : command;
    }

    /** Runs a command to its end and gives what it printed; anything but exit code 0 fails the test. */
    public static String run(Path folder, Map<String, String> environment, List<String> command) {
        try (Child child = start(folder, environment, command)) {
            int code = child.exitCode(Duration.ofMinutes(5));
            if (code != 0) {
                throw new AssertionError(command + " ended with " + code + ":\n" + child.output());
            }
            return child.output();
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("(the output broke off: " + e.getMessage() + ")");
        }
    }

    /**
     * The first line of the output in which the pattern is found.
     *
     * @throws AssertionError with the output when the process ends without one, or the deadline passes
     */
    public Matcher awaitLine(Pattern pattern, Duration deadline) {
        return Await.until(name + " printing " + pattern, deadline, this::output, () -> {
            boolean complete = !reader.isAlive();
            for (String line : lines) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    return Optional.of(matcher);
                }
            }
            if (complete) {
                throw new AssertionError(name + " ended without a line with " + pattern + ":\n" + output());
            }
            return Optional.empty();
        });
    }

    /** What it has printed so far, on stdout and stderr. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** {@link #lines} as one text. */
    public String output() {
        return String.join("\n", lines);
    }

    /** SIGTERM; gives the exit code. */
    public int terminate(Duration deadline) {
        process.toHandle().destroy();
        return exitCode(deadline);
    }

    /** SIGHUP. */
    public void hangUp() {
        signal("HUP");
    }

    /** Any signal by its name: {@code USR1}. */
    public void signal(String name) {
        run(Path.of("").toAbsolutePath(), Map.of(), List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    /** SIGKILL: it ends at once and closes nothing. */
    public void kill() {
        process.toHandle().destroyForcibly();
        exitCode(Duration.ofSeconds(30));
    }

    /** Waits for the end and gives the exit code; the output is complete then. */
    public int exitCode(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " still runs after " + deadline + ":\n" + output());
            }
            reader.join(deadline);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + name, e);
        }
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
