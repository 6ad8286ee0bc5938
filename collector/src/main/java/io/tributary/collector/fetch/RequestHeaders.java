package io.tributary.collector.fetch;

import io.tributary.collector.config.Credentials;
import io.tributary.collector.config.HeaderConfig;
import io.tributary.collector.config.HttpClientConfig;
import io.tributary.collector.config.ProxyServer;
import io.tributary.collector.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers that a job's configuration puts into a request, with its secrets as they are now. */
final class RequestHeaders {
    /** @param secrets what must not be shown though a server sends it back */
    record Headers(MultiMap values, List<String> secrets) {}

    private final SecretFiles files;
    private final OAuth2Tokens tokens;

    RequestHeaders(SecretFiles files, OAuth2Tokens tokens) {
        this.files = files;
        this.tokens = tokens;
    }

    /** Fails with a {@link ScrapeException}. */
    Future<Headers> of(HttpClientConfig http) {
        Headers headers = new Headers(HttpHeaders.headers(), new ArrayList<>());
        addOf(http.proxy().http(), headers.secrets);
        addOf(http.proxy().https(), headers.secrets);
        Future<Headers> ready = authorize(http.credentials(), headers);
        Secret proxyAuthorization = http.proxy().connectAuthorization();
        if (proxyAuthorization != null) {
            ready = ready.compose(_ -> files.line(proxyAuthorization)).map(line -> {
                hide(line, headers);
                return headers;
            });
        }
        for (HeaderConfig header : http.headers()) {
            for (Secret value : header.values()) {
                ready = ready.compose(_ -> files.line(value)).map(line -> {
                    headers.values.add(header.name(), line);
                    hide(line, headers);
                    return headers;
                });
            }
        }
        return ready;
    }

    /** A header's value, and what comes after its scheme where it has one: {@code Bearer WORD}. */
    private static void hide(String line, Headers headers) {
        headers.secrets.add(line);
        int blank = line.indexOf(' ');
        if (blank >= 0) {
            headers.secrets.add(line.substring(blank + 1).strip());
        }
    }

    private Future<Headers> authorize(Credentials credentials, Headers headers) {
        return switch (credentials) {
            case Credentials.None _ -> Future.succeededFuture(headers);
            case Credentials.Basic(Secret username, Secret password) ->
                files.line(username)
                        .compose(name -> files.line(password).map(word -> {
                            headers.secrets.add(word);
                            return put(headers, "Basic", basic(name, word));
                        }));
            case Credentials.Token(String type, Secret secret) ->
                files.line(secret).map(word -> put(headers, type, word));
            case Credentials.OAuth2 config -> tokens.token(config).map(token -> put(headers, "Bearer", token));
        };
    }

    private static Headers put(Headers headers, String type, String credentials) {
        headers.secrets.add(credentials);
        headers.values.set("Authorization", type + " " + credentials);
        return headers;
    }

    private static void addOf(@Nullable ProxyServer proxy, List<String> secrets) {
        ProxyServer.User user = proxy == null ? null : proxy.user();
        if (user != null) {
            secrets.add(user.password().value());
            secrets.add(basic(user.name(), user.password().value()));
        }
    }

    /** RFC 7617, without the scheme's name. */
    static String basic(String username, String password) {
        return Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
