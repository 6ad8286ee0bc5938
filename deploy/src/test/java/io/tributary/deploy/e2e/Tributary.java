package io.tributary.deploy.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The daemon as its users start it, and its answers. */
final class Tributary implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Child process;
    private final URI base;
    private final HttpClient client = HttpClient.newHttpClient();

    private Tributary(@Nullable Child process, URI base) {
        this.process = process;
        this.base = base;
    }

    /** One that somebody else started, or another program that answers JSON. */
    static Tributary at(URI base) {
        return new Tributary(null, base);
    }

    /** Starts it in a folder, with the store in {@code data} below and a targets file. */
    static Tributary start(Path folder, String targets) {
        try {
            Files.writeString(folder.resolve("tributary.yaml"), targets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path launcher = Path.of("target", "tributary", "bin", "tributary").toAbsolutePath();
        if (!Files.isExecutable(launcher)) {
            throw new AssertionError(launcher + " is not there; run ./mvnw verify, which makes it");
        }
        Child process = Child.start(
                folder,
                Map.of("TRIBUTARY_JAVA_HOME", System.getProperty("java.home")),
                List.of(
                        launcher.toString(),
                        "--config.file=tributary.yaml",
                        "--storage.path=data",
                        "--web.listen-address=127.0.0.1:0"));
        return new Tributary(process, URI.create(process.awaitLine(LISTENING, Duration.ofSeconds(60))));
    }

    /** The process, where it was started here. */
    Child process() {
        if (process == null) {
            throw new IllegalStateException("this one was not started here");
        }
        return process;
    }

    HttpResponse<byte[]> get(String pathAndQuery) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(pathAndQuery))
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(process == null ? base.toString() : process.output(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking for " + pathAndQuery, e);
        }
    }

    /** The body of an answer that has to be 200. */
    byte[] bytes(String pathAndQuery) {
        HttpResponse<byte[]> response = get(pathAndQuery);
        if (response.statusCode() != 200) {
            throw new AssertionError(pathAndQuery + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }

    JsonNode json(String pathAndQuery) {
        try {
            return JSON.readTree(bytes(pathAndQuery));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Present when it answers that it is ready; empty too when nobody listens. */
    Optional<Boolean> ready() {
        try {
            return get("/-/ready").statusCode() == 200 ? Optional.of(true) : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    String url(String pathAndQuery) {
        return base.resolve(pathAndQuery).toString();
    }

    /** Every entry of {@code /profiles} of the last hour, all pages. */
    List<JsonNode> profiles(String query) {
        return profiles(query, "from=now-1h");
    }

    /** Every entry of {@code /profiles} in a range, all pages; none while the service or its type is not known yet. */
    List<JsonNode> profiles(String query, String range) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            String question =
                    "/api/v1/profiles?limit=50&" + query + "&" + range + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            if (all.isEmpty() && get(question).statusCode() == 404) {
                return all;
            }
            JsonNode page = json(question);
            page.get("profiles").forEach(all::add);
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty() && !"null".equals(cursor));
        return all;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
