package io.tributary.deploy.testing;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The daemon, started here as its users start it or by somebody else, and its answers. Used by one thread. */
public final class Tributary implements AutoCloseable {
    /** What the build made, as a release holds it. */
    public static final Path DISTRIBUTION = Path.of("target", "tributary").toAbsolutePath();

    private static final Path LAUNCHER = DISTRIBUTION.resolve("bin/tributary");
    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
    /** A start takes well under a second; a busy machine may take its time. */
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);

    private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final @Nullable Child process;
    private final URI base;

    private Tributary(@Nullable Child process, URI base) {
        this.process = process;
        this.base = base;
    }

    /** One that somebody else started, or another program that answers JSON. */
    public static Tributary at(URI base) {
        return new Tributary(null, base);
    }

    /**
     * Starts it on a free loopback port and waits until it listens.
     *
     * @param data {@code --storage.path}
     * @param flags further flags, which may say where to listen instead
     * @throws AssertionError with its log when it ends instead
     */
    public static Tributary start(Path data, String... flags) {
        return listening(launch(
                Map.of("TRIBUTARY_STORAGE_PATH", data.toString(), "TRIBUTARY_WEB_LISTEN_ADDRESS", "127.0.0.1:0"),
                List.of(flags)));
    }

    /**
     * Starts it in a folder, with the store in {@code data} below and a targets file, and waits until it listens.
     *
     * @param flags further ones
     */
    public static Tributary profiling(Path folder, String targets, String... flags) {
        try {
            Files.writeString(folder.resolve("tributary.yaml"), targets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = new ArrayList<>(
                List.of("--config.file=tributary.yaml", "--storage.path=data", "--web.listen-address=127.0.0.1:0"));
        all.addAll(List.of(flags));
        return listening(launch(folder, LAUNCHER, Map.of(), all));
    }

    /** Starts whatever the command line says and does not wait. */
    public static Child launch(Map<String, String> environment, List<String> arguments) {
        return launch(LAUNCHER, environment, arguments);
    }

    /** {@link #launch(Map, List)} with another launcher. */
    public static Child launch(Path launcher, Map<String, String> environment, List<String> arguments) {
        return launch(Path.of("").toAbsolutePath(), launcher, environment, arguments);
    }

    private static Child launch(Path folder, Path launcher, Map<String, String> environment, List<String> arguments) {
        if (!Files.isExecutable(launcher)) {
            throw new AssertionError(launcher + " is missing; build it with ./mvnw package");
        }
        Map<String, String> all = new HashMap<>();
        all.put("TRIBUTARY_JAVA_HOME", System.getProperty("java.home"));
        all.put("TRIBUTARY_AOT", "off");
        all.putAll(environment);
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        return Child.start(folder, all, command);
    }

    private static Tributary listening(Child process) {
        try {
            return new Tributary(
                    process,
                    URI.create(process.awaitLine(LISTENING, START_DEADLINE).group(1)));
        } catch (AssertionError e) {
            process.close();
            throw e;
        }
    }

    /** The process, where it was started here. */
    public Child process() {
        if (process == null) {
            throw new IllegalStateException("this one was not started here");
        }
        return process;
    }

    public int port() {
        return base.getPort();
    }

    /** The answer to a GET, whatever its status. */
    public HttpResponse<byte[]> get(String pathAndQuery) {
        return send("GET", pathAndQuery, HttpRequest.BodyPublishers.noBody());
    }

    /** The answer to a POST without a body, whatever its status. */
    public HttpResponse<byte[]> post(String path) {
        return send("POST", path, HttpRequest.BodyPublishers.noBody());
    }

    /** The answer to a POST of JSON, whatever its status. */
    public HttpResponse<byte[]> post(String path, String json) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(json));
    }

    /** The answer to a POST of JSON, as JSON; it has to have this status. */
    public JsonNode post(String path, String json, int status) {
        HttpResponse<byte[]> response = post(path, json);
        if (response.statusCode() != status) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return json(response.body());
    }

    /** The answer to a POST of a profile, whatever its status. */
    public HttpResponse<byte[]> post(String pathAndQuery, byte[] profile) {
        return send("POST", pathAndQuery, HttpRequest.BodyPublishers.ofByteArray(profile), "application/octet-stream");
    }

    private HttpResponse<byte[]> send(String method, String pathAndQuery, HttpRequest.BodyPublisher body) {
        return send(method, pathAndQuery, body, "application/json");
    }

    private HttpResponse<byte[]> send(
            String method, String pathAndQuery, HttpRequest.BodyPublisher body, String contentType) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(pathAndQuery))
                .method(method, body)
                .header("Content-Type", contentType)
                .timeout(REQUEST_DEADLINE)
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    request.method() + " " + url(pathAndQuery) + (process == null ? "" : "\n" + process.output()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking for " + pathAndQuery, e);
        }
    }

    /** The body of an answer that has to be 200. */
    public byte[] bytes(String pathAndQuery) {
        HttpResponse<byte[]> response = get(pathAndQuery);
        if (response.statusCode() != 200) {
            throw new AssertionError(pathAndQuery + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }

    /** {@link #get} as text. */
    public String text(String pathAndQuery) {
        return new String(get(pathAndQuery).body(), StandardCharsets.UTF_8);
    }

    /** {@link #bytes} as JSON. */
    public JsonNode json(String pathAndQuery) {
        return json(bytes(pathAndQuery));
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Present when it answers that it is ready; empty too when nobody listens. */
    public Optional<Boolean> ready() {
        try {
            return get("/-/ready").statusCode() == 200 ? Optional.of(true) : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    public String url(String pathAndQuery) {
        return base.resolve(pathAndQuery).toString();
    }

    /** What {@code /targets} says of an instance, which has to be there. */
    public JsonNode target(String instance) {
        JsonNode targets = json("/api/v1/targets").path("activeTargets");
        for (JsonNode target : targets) {
            if (target.at("/labels/instance").asText().equals(instance)) {
                return target;
            }
        }
        throw new AssertionError("no target " + instance + " among " + targets);
    }

    /** Every entry of {@code /profiles} of the last hour, all pages. */
    public List<JsonNode> profiles(String query) {
        return profiles(query, "from=now-1h");
    }

    /** Every entry of {@code /profiles} in a range, all pages; none while the service or its type is not known yet. */
    public List<JsonNode> profiles(String query, String range) {
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

    /** Kills it, where it was started here. */
    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
