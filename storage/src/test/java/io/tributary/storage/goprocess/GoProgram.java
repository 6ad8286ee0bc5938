package io.tributary.storage.goprocess;

import io.tributary.profile.Profile;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The program {@code src/test/go/steps}, running: it works only while it is asked to. For one thread. */
final class GoProgram implements AutoCloseable {
    private static final Path SOURCE = Path.of("src/test/go/steps/main.go");
    private static final String LISTENING = "listening on ";
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    /** A difference that has taken its first look and waits for its second one. */
    private static final Pattern DELTA_WAITS =
            Pattern.compile("\\[select]:\\nnet/http/pprof\\.handler\\.serveDeltaProfile\\(");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    private GoProgram(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Builds it, which takes half a minute where Go has not compiled {@code net/http} yet. */
    static Path build(Path folder) {
        Path program = folder.resolve("steps");
        ProcessBuilder builder = new ProcessBuilder("go", "build", "-o", program.toString(), SOURCE.toString());
        builder.environment().put("CGO_ENABLED", "0");
        try {
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("go build failed: " + output);
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static GoProgram start(Path program, String... flags) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(flags));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            if (line == null || !line.startsWith(LISTENING)) {
                process.destroyForcibly();
                throw new AssertionError(program + " said " + line);
            }
            return new GoProgram(process, line.substring(LISTENING.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(DEADLINE)
                .build();
    }

    private byte[] get(String path) {
        try {
            return body(path, http.send(request(path), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static byte[] body(String path, HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }

    /** When it returns, all of it is done and collected. */
    void work(int allocations, int contentions) {
        get("/work?allocations=" + allocations + "&contentions=" + contentions);
    }

    void hold(int goroutines, int objects) {
        get("/hold?goroutines=" + goroutines + "&objects=" + objects);
    }

    /** A scrape; of the heap after a collection, as it only says what the last one saw. */
    Profile scrape(String type) {
        return decode(get("/debug/pprof/" + type + "?gc=1"));
    }

    /** Asks the process for its own difference over so many seconds. */
    CompletableFuture<Profile> difference(String type, int seconds) {
        String path = "/debug/pprof/" + type + "?seconds=" + seconds;
        return http.sendAsync(request(path), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> decode(body(path, response)));
    }

    /** Waits until so many differences have begun. */
    void awaitDifferences(long count) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        String stacks = "";
        while (DELTA_WAITS.matcher(stacks).results().count() != count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + count + " differences wait:\n" + stacks);
            }
            stacks = new String(get("/debug/pprof/goroutine?debug=2"), StandardCharsets.UTF_8);
        }
    }

    private static Profile decode(byte[] bytes) {
        try {
            return PprofDecoder.decode(bytes, DecodeLimits.DEFAULT);
        } catch (io.tributary.profile.InvalidProfileException e) {
            throw new AssertionError("Go served a profile that is none", e);
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted", e);
    }

    @Override
    public void close() {
        http.close();
        process.destroyForcibly();
        try {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the program does not end");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
