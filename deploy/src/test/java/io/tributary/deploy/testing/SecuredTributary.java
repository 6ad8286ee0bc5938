package io.tributary.deploy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The daemon with a web configuration, {@code web.yml} in its folder, whose TLS is {@link Certificates#make}'s. Used by one thread. */
public final class SecuredTributary implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (https?:[^\\s\",]+)");
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(60);

    private final Path folder;
    private final Child process;
    private final URI base;

    private SecuredTributary(Path folder, Child process, URI base) {
        this.folder = folder;
        this.process = process;
        this.base = base;
    }

    /** Starts it and waits until it listens. */
    public static SecuredTributary start(Path folder, String... flags) {
        return start(folder, Map.of(), flags);
    }

    /** The same, with more in its environment. */
    public static SecuredTributary start(Path folder, Map<String, String> environment, String... flags) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("TRIBUTARY_WEB_LISTEN_ADDRESS", "127.0.0.1:0");
        List<String> all = new ArrayList<>(
                List.of("--storage.path=" + folder.resolve("data"), "--web.config.file=" + folder.resolve("web.yml")));
        all.addAll(List.of(flags));
        Child process = Tributary.launch(variables, all);
        try {
            URI base = URI.create(
                    process.awaitLine(LISTENING, START_DEADLINE).group(1).replace("\\/", "/"));
            return new SecuredTributary(folder, process, base);
        } catch (AssertionError e) {
            process.close();
            throw e;
        }
    }

    public Child process() {
        return process;
    }

    public URI base() {
        return base;
    }

    /** An answer, over a connection of its own. */
    public HttpResponse<byte[]> send(String method, String path, @Nullable String authorization) {
        return send(method, path, authorization, BodyPublishers.noBody());
    }

    /** The answer to a POST of JSON. */
    public HttpResponse<byte[]> post(String path, String authorization, String json) {
        return send("POST", path, authorization, BodyPublishers.ofString(json));
    }

    private HttpResponse<byte[]> send(String method, String path, @Nullable String authorization, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body)
                .header("Content-Type", "application/json")
                .timeout(REQUEST_DEADLINE);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(Certificates.trusting(folder))
                .build()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + "\n" + process.output(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public int status(String path, @Nullable String authorization) {
        return send("GET", path, authorization).statusCode();
    }

    public String text(String path, @Nullable String authorization) {
        return new String(send("GET", path, authorization).body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.close();
    }
}
