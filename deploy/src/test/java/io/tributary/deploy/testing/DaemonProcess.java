package io.tributary.deploy.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tributary as its users run it: {@code bin/tributary} of the distribution, on a free loopback port. Closing kills it. Used by
 * one thread.
 */
public final class DaemonProcess implements AutoCloseable {
    /** What the build made, as a release holds it. */
    public static final Path DISTRIBUTION = Path.of("target", "tributary");

    private static final Path LAUNCHER = DISTRIBUTION.resolve("bin/tributary");
    private static final Pattern LISTENING = Pattern.compile("listening on http://.*:(\\d+)$");
    /** A start takes well under a second; a busy machine may take its time. */
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);

    private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final Thread reader;
    private final List<String> log = new ArrayList<>();
    private int port;

    private DaemonProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().name("daemon-log").start(this::readLog);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param data {@code --storage.path}
     * @param flags further flags, which may say where to listen instead
     * @throws AssertionError with its log when it ends instead
     */
    public static DaemonProcess start(Path data, String... flags) {
        DaemonProcess daemon = launch(
                Map.of("TRIBUTARY_STORAGE_PATH", data.toString(), "TRIBUTARY_WEB_LISTEN_ADDRESS", "127.0.0.1:0"),
                List.of(flags));
        try {
            Matcher listening = daemon.awaitLog(LISTENING, START_DEADLINE);
            daemon.port = Integer.parseInt(listening.group(1));
            return daemon;
        } catch (AssertionError e) {
            daemon.close();
            throw e;
        }
    }

    /** Starts whatever the command line says and does not wait. */
    public static DaemonProcess launch(Map<String, String> environment, List<String> arguments) {
        return launch(LAUNCHER, environment, arguments);
    }

    /**
     * {@link #launch(Map, List)} with another launcher.
     *
     * @param environment added to the test's own, of which no {@code TRIBUTARY_} variable is handed on
     */
    public static DaemonProcess launch(Path launcher, Map<String, String> environment, List<String> arguments) {
        if (!Files.isExecutable(launcher)) {
            throw new AssertionError(launcher.toAbsolutePath() + " is missing; build it with ./mvnw package");
        }
        List<String> command = new ArrayList<>();
        command.add(launcher.toAbsolutePath().toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("TRIBUTARY_"));
        builder.environment().put("TRIBUTARY_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TRIBUTARY_AOT", "off");
        builder.environment().putAll(environment);
        try {
            return new DaemonProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (log) {
                    log.add(line);
                    log.notifyAll();
                }
            }
        } catch (IOException _) {
            // The process was killed; what it said before is kept.
        }
        synchronized (log) {
            log.notifyAll();
        }
    }

    /** The first line of the log that holds the pattern; waits for it until the deadline or the end of the process. */
    public Matcher awaitLog(Pattern pattern, Duration deadline) {
        Instant end = Instant.now().plus(deadline);
        int seen = 0;
        synchronized (log) {
            while (true) {
                for (; seen < log.size(); seen++) {
                    Matcher matcher = pattern.matcher(log.get(seen));
                    if (matcher.find()) {
                        return matcher;
                    }
                }
                long millis = Duration.between(Instant.now(), end).toMillis();
                if (millis <= 0 || !reader.isAlive()) {
                    throw new AssertionError("no line with " + pattern + " in the log:\n" + String.join("\n", log));
                }
                try {
                    log.wait(Math.min(millis, 200));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** What it has printed, on stdout and stderr. */
    public List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The answer to a GET, whatever its status. */
    public HttpResponse<byte[]> get(String path) {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(uri(path)).timeout(REQUEST_DEADLINE).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + path + "\n" + String.join("\n", log()), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@link #get} as text. */
    public String text(String path) {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }

    /** Asks until the answer is as wanted, and gives it. */
    public HttpResponse<byte[]> await(String path, Duration deadline, Predicate<HttpResponse<byte[]>> wanted) {
        Instant end = Instant.now().plus(deadline);
        while (true) {
            HttpResponse<byte[]> answer = get(path);
            if (wanted.test(answer)) {
                return answer;
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("after " + deadline + " " + path + " still answers " + answer.statusCode()
                        + " " + new String(answer.body(), StandardCharsets.UTF_8) + "\n" + String.join("\n", log()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    /** SIGTERM; gives the exit code. */
    public int terminate(Duration deadline) {
        process.destroy();
        return exitCode(deadline);
    }

    /** SIGKILL: the process ends at once and closes nothing. */
    public void kill() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(10));
    }

    /** Waits for the end and gives the exit code; the log is complete then. */
    public int exitCode(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still runs after " + deadline + "\n" + String.join("\n", log()));
            }
            reader.join(Duration.ofSeconds(10));
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
