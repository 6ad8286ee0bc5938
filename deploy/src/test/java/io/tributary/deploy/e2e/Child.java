package io.tributary.deploy.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of a test: its output is kept, it can be waited for by a line of it, and it never outlives the test. */
final class Child implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private final String name;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = Thread.ofPlatform().name("output of " + name).daemon().start(this::read);
    }

    static Child start(Path folder, Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            return new Child(Path.of(command.getFirst()).getFileName().toString(), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end and gives what it printed; anything but exit code 0 fails the test. */
    static String run(Path folder, Map<String, String> environment, List<String> command) {
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

    /** The first group of the first line in which the pattern is found. */
    String awaitLine(Pattern pattern, Duration deadline) {
        return Await.until(name + " printing " + pattern, deadline, this::output, () -> {
            for (String line : lines) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    return Optional.of(matcher.group(1));
                }
            }
            if (!process.isAlive() && !reader.isAlive()) {
                throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + output());
            }
            return Optional.empty();
        });
    }

    String output() {
        return String.join("\n", lines);
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
        exitCode(Duration.ofSeconds(30));
    }

    int exitCode(Duration deadline) {
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
