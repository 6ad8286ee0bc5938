package io.tributary.api;

import io.tributary.api.admin.AdminOptions;
import io.tributary.api.http.Cors;
import io.tributary.api.security.WebConfig;
import io.tributary.api.security.WebConfigException;
import io.tributary.api.security.WebConfigFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server with a web configuration, and clients of several kinds. */
final class SecuredServer implements AutoCloseable {
    /** Something of the daemon's that is mounted beside the API. */
    static final String MOUNTED = "/debug/pprof/heap";

    final TestServer api;
    private final Path file;

    /** @param yaml names files of the exporter-toolkit's tests as {@code TOOLKIT/server.crt} */
    SecuredServer(Path folder, String yaml) {
        this(folder, yaml, Cors.NONE);
    }

    SecuredServer(Path folder, String yaml, Cors cors) {
        file = folder.resolve("web.yml");
        api = new TestServer(
                new HeldProfiles(),
                new NoTargets(),
                List.of(router -> router.route(MOUNTED).handler(context -> context.end("mounted"))),
                ApiOptions.of("127.0.0.1", 0).withWeb(new WebOptions(read(yaml), cors, AdminOptions.DISABLED)));
    }

    private WebConfig read(String yaml) {
        try {
            Files.writeString(
                    file,
                    yaml.replace("TOOLKIT", TestTls.TOOLKIT.toAbsolutePath().toString()));
            return WebConfigFile.read(file).config();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (WebConfigException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts another web configuration into force. */
    void change(String yaml) {
        TestServer.await(api.server.secure(read(yaml)));
    }

    static String basic(String user, String password) {
        String both = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** One that speaks TLS, and HTTP/2 where the server does. */
    static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    HttpResponse<byte[]> send(HttpClient client, HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    CompletableFuture<HttpResponse<byte[]>> sendLater(HttpClient client, HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofByteArray());
    }

    /** @param authorization null for none */
    HttpRequest request(
            String scheme, String method, String path, @Nullable String authorization, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + api.port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    @Override
    public void close() {
        api.close();
    }
}
