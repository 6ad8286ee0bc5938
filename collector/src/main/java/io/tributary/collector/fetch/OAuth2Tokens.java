package io.tributary.collector.fetch;

import io.tributary.collector.config.Credentials;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens of OAuth 2's client credentials. A token is kept until shortly before it expires and shared by all targets
 * with the same configuration; one request for it is under way at a time. An endpoint that fails is left alone for a while.
 * Any thread may call it; nothing blocks.
 */
final class OAuth2Tokens {
    private static final int MOST = 1_024;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** @param secrets what the token was asked for with: with others, another one is asked for */
    private record Entry(TokenEndpoint.Secrets secrets, Future<Answer> answer) {}

    /**
     * What the endpoint said: a token or why there is none.
     *
     * @param until when it holds, by the nanosecond clock
     */
    private record Answer(
            TokenEndpoint.@Nullable Token given, @Nullable Throwable failure, long until) {
        static Answer of(TokenEndpoint.Token token) {
            return new Answer(token, null, System.nanoTime() + token.usable().toNanos());
        }

        static Answer of(Throwable failure) {
            return new Answer(null, failure, System.nanoTime() + PAUSE.toNanos());
        }

        Future<String> asFuture() {
            return given == null ? Future.failedFuture(failure) : Future.succeededFuture(given.value());
        }
    }

    private final SecretFiles files;
    private final TokenEndpoint endpoint;
    private final Map<Credentials.OAuth2, Entry> entries = new Recent<>(MOST);

    OAuth2Tokens(SecretFiles files, TokenEndpoint endpoint) {
        this.files = files;
        this.endpoint = endpoint;
    }

    /** Fails with a {@link ScrapeException} whose reason is {@link FailureReason#CREDENTIALS}. */
    Future<String> token(Credentials.OAuth2 config) {
        return secrets(config).compose(secrets -> token(config, secrets));
    }

    private synchronized Future<String> token(Credentials.OAuth2 config, TokenEndpoint.Secrets secrets) {
        Entry entry = entries.get(config);
        if (entry == null || !entry.secrets.equals(secrets) || isOver(entry.answer)) {
            entry = new Entry(
                    secrets, endpoint.ask(config, secrets).map(Answer::of).otherwise(Answer::of));
            entries.put(config, entry);
        }
        return entry.answer.compose(Answer::asFuture);
    }

    private static boolean isOver(Future<Answer> answer) {
        return answer.isComplete() && answer.result().until - System.nanoTime() <= 0;
    }

    private Future<TokenEndpoint.Secrets> secrets(Credentials.OAuth2 config) {
        Future<Map<String, String>> params = Future.succeededFuture(new LinkedHashMap<>());
        for (var param : config.endpointParams().entrySet()) {
            params = params.compose(values -> files.line(param.getValue()).map(line -> {
                values.put(param.getKey(), line);
                return values;
            }));
        }
        return params.compose(values -> config.clientSecret() == null
                ? Future.succeededFuture(new TokenEndpoint.Secrets(null, values))
                : files.line(config.clientSecret()).map(line -> new TokenEndpoint.Secrets(line, values)));
    }
}
