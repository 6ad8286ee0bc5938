package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.status.Startup;
import io.tributary.api.status.TargetsSource;
import io.tributary.storage.ProfileStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The API on a free loopback port, asked as a client would. The clock stands still at {@link #NOW}. */
final class TestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    static final Startup STARTUP = new Startup(
            NOW.minusSeconds(90),
            "1.2.3",
            new TreeMap<>(Map.of(
                    "log.level", "info",
                    "config.file", "",
                    "storage.retention.raw", "14d",
                    "storage.retention.size", "50GB")),
            6);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    final ScriptedLifecycle lifecycle = new ScriptedLifecycle();
    final ScriptedScrapes scrapes = new ScriptedScrapes();
    final ScriptedCaptures captures = new ScriptedCaptures();
    final ApiServer server;
    final int port;
    private @Nullable ProfileStore owned;

    TestServer(ProfileStore store) {
        this(store, new NoTargets(), List.of(), ApiOptions.of("127.0.0.1", 0));
    }

    TestServer(ProfileStore store, TargetsSource targets, List<RouteMount> mounts, ApiOptions options) {
        server = new ApiServer(
                vertx,
                options,
                store,
                new ApiSources(targets, scrapes, captures, lifecycle, STARTUP),
                new PrometheusRegistry(),
                mounts,
                () -> NOW);
        port = await(server.start());
    }

    /** Closes the store as well when it is closed. */
    TestServer closing(ProfileStore store) {
        owned = store;
        return this;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("not done within 20 s", e);
        }
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port + pathAndQuery);
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    HttpResponse<byte[]> get(String pathAndQuery) {
        return send("GET", pathAndQuery);
    }

    HttpResponse<byte[]> send(String method, String pathAndQuery, String... headers) {
        return send(method, pathAndQuery, HttpRequest.BodyPublishers.noBody(), headers);
    }

    /** A POST of JSON. */
    HttpResponse<byte[]> post(String path, String json) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    HttpResponse<byte[]> send(String method, String pathAndQuery, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(pathAndQuery))
                .timeout(Duration.ofSeconds(20))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + pathAndQuery, e);
        }
    }

    CompletableFuture<HttpResponse<byte[]>> getLater(String pathAndQuery) {
        return client.sendAsync(
                HttpRequest.newBuilder(uri(pathAndQuery))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(text(response), e);
        }
    }

    /** A problem of this status and type, with words of its detail, that says what to do. */
    static void assertProblem(HttpResponse<byte[]> answer, int status, String type, String detail) {
        JsonNode problem = json(answer);
        assertThat(answer.statusCode()).as(problem.toString()).isEqualTo(status);
        assertThat(problem.get("type").asText()).endsWith("/" + type);
        assertThat(problem.get("detail").asText()).contains(detail);
        assertThat(problem.get("fix").asText()).isNotEmpty();
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() {
        client.close();
        await(server.stop());
        await(vertx.close());
        if (owned != null) {
            owned.close();
        }
    }
}
