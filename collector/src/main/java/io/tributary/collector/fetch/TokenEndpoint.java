package io.tributary.collector.fetch;

import io.tributary.collector.config.Credentials;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Asks for tokens, by RFC 6749, with limits and a deadline of its own. Nothing that an endpoint says is shown: it may repeat
 * what it was told. Event loop only.
 */
final class TokenEndpoint {
    /**
     * What the request needs and nobody may see.
     *
     * @param client the client's own, null for one that has none
     * @param params of {@code endpoint_params}
     */
    record Secrets(@Nullable String client, Map<String, String> params) {
        @Override
        public String toString() {
            return "<secret>";
        }
    }

    /** @param usable for how long from now */
    record Token(String value, Duration usable) {
        @Override
        public String toString() {
            return "<secret>";
        }
    }

    private static final int LARGEST = 64 << 10;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Where the endpoint does not say when a token expires. */
    private static final Duration UNSAID = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofDays(1);

    /** A token is not used in its last moments, at most the last fifth of its life: a request takes a while to arrive. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Sender sender;
    private final String userAgent;
    private final MemoryBudget budget = new MemoryBudget(16L * LARGEST);

    TokenEndpoint(Vertx vertx, Sender sender, String userAgent) {
        this.vertx = vertx;
        this.sender = sender;
        this.userAgent = userAgent;
    }

    /**
     * Asks with the client's credentials in a header, as the RFC prefers; where that is refused, once more with them in the
     * body, as some servers want it and as Go's client does too. Fails with a {@link ScrapeException}.
     */
    Future<Token> ask(Credentials.OAuth2 config, Secrets secrets) {
        Fetch first = send(config, secrets, secrets.client);
        return token(config, first).recover(failure -> {
            boolean refused = first.status() == 400 || first.status() == 401;
            return refused && secrets.client != null
                    ? token(config, send(config, secrets, null))
                    : Future.failedFuture(failure);
        });
    }

    private static Future<Token> token(Credentials.OAuth2 config, Fetch fetch) {
        return fetch.body().compose(TokenEndpoint::parse).recover(e -> Future.failedFuture(failure(config, fetch, e)));
    }

    /** @param inHeader the client's secret, or null where it goes into the body or there is none */
    private Fetch send(Credentials.OAuth2 config, Secrets secrets, @Nullable String inHeader) {
        StringJoiner form = new StringJoiner("&").add("grant_type=client_credentials");
        if (!config.scopes().isEmpty()) {
            form.add("scope=" + encode(String.join(" ", config.scopes())));
        }
        secrets.params.forEach((name, value) -> form.add(encode(name) + "=" + encode(value)));
        MultiMap headers = HttpHeaders.headers()
                .set("Content-Type", "application/x-www-form-urlencoded")
                .set("Accept", "application/json")
                .set("User-Agent", userAgent);
        List<String> hidden = new ArrayList<>(secrets.params.values());
        if (secrets.client != null) {
            hidden.add(secrets.client);
            hidden.add(encode(secrets.client));
        }
        if (inHeader != null) {
            String basic = RequestHeaders.basic(encode(config.clientId()), encode(inHeader));
            hidden.add(basic);
            headers.set("Authorization", "Basic " + basic);
        } else {
            form.add("client_id=" + encode(config.clientId()));
            if (secrets.client != null) {
                form.add("client_secret=" + encode(secrets.client));
            }
        }
        Fetch fetch = new Fetch(vertx, LARGEST, budget.lease(), DEADLINE);
        fetch.hide(hidden);
        sender.send(
                new Outgoing(
                        HttpMethod.POST,
                        config.tokenUrl().scheme(),
                        config.tokenUrl().address(),
                        config.tokenUrl().uri(),
                        config.tls(),
                        config.proxy(),
                        true,
                        headers,
                        Buffer.buffer(form.toString())),
                fetch);
        return fetch;
    }

    private static Future<Token> parse(Body body) {
        byte[] answer = body.bytes();
        body.release();
        try {
            JsonObject json = new JsonObject(Buffer.buffer(answer));
            String token = json.getString("access_token");
            String type = json.getString("token_type", "Bearer");
            if (token == null || token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
                return refused("the answer has no access_token");
            }
            return type.equalsIgnoreCase("Bearer")
                    ? Future.succeededFuture(new Token(token, usable(json.getValue("expires_in"))))
                    : refused("the token's type is not Bearer");
        } catch (DecodeException | ClassCastException _) {
            return refused("the answer is not what a token endpoint says");
        }
    }

    private static Future<Token> refused(String why) {
        return Future.failedFuture(new ScrapeException(FailureReason.CREDENTIALS, why));
    }

    /** Some endpoints write the seconds as a string. */
    private static Duration usable(@Nullable Object expiresIn) {
        String text = String.valueOf(expiresIn);
        if (!text.matches("[0-9]{1,18}")) {
            return UNSAID;
        }
        Duration life = Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST.toSeconds()));
        Duration fifth = life.dividedBy(5);
        return life.minus(fifth.compareTo(MARGIN) < 0 ? fifth : MARGIN);
    }

    private static ScrapeException failure(Credentials.OAuth2 config, Fetch fetch, Throwable cause) {
        String why = fetch.status() != 0 && fetch.status() != 200
                ? "answered " + fetch.status() + "; are client_id, client_secret, scopes and token_url right?"
                : cause instanceof ScrapeException known
                        ? known.getMessage()
                        : cause.getClass().getSimpleName();
        return new ScrapeException(FailureReason.CREDENTIALS, "no token from " + config.tokenUrl() + ": " + why);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
