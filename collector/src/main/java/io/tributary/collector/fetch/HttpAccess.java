package io.tributary.collector.fetch;

import io.tributary.collector.config.HttpClientConfig;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Credentials, headers and TLS for who sends requests of its own, made of the same configuration and in the same way as a
 * fetch's. Event loop only.
 */
public final class HttpAccess {
    /**
     * What goes into one request.
     *
     * @param headers {@code Authorization} among them where the configuration wants it
     * @param tls not to be changed; null for a request in clear
     * @param secrets what must not be shown though a server sends it back
     */
    public record Prepared(MultiMap headers, @Nullable ClientSSLOptions tls, List<String> secrets) {
        public Prepared {
            secrets = List.copyOf(secrets);
        }

        /** What it holds is secret. */
        @Override
        public String toString() {
            return "<secret>";
        }
    }

    private final TlsContexts tls;
    private final Sender sender;
    private final RequestHeaders headers;

    public HttpAccess(Vertx vertx, FetchOptions options) {
        SecretFiles files = new SecretFiles(vertx);
        this.tls = new TlsContexts(vertx, files);
        this.sender = new Sender(vertx, options, files);
        this.headers = new RequestHeaders(
                files, new OAuth2Tokens(files, new TokenEndpoint(vertx, sender, options.userAgent())));
    }

    /** With secrets as they are now; fails with a {@link ScrapeException}. */
    public Future<Prepared> prepare(HttpClientConfig http, boolean isTls) {
        return headers.of(http).compose(own -> {
            Future<@Nullable ClientSSLOptions> ssl =
                    isTls ? tls.of(http.tls()).map(options -> options) : Future.succeededFuture();
            return ssl.map(options -> new Prepared(own.values(), options, own.secrets()));
        });
    }

    public void close() {
        sender.close();
    }
}
