package io.tributary.api.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.JdkSSLEngineOptions;

/** Servers with the TLS of a {@link WebConfig}. */
public final class HttpServers {
    private HttpServers() {}

    /** One that does not listen yet. */
    public static HttpServer of(Vertx vertx, HttpServerOptions options, WebConfig config) {
        ServerTls tls = config.tls();
        if (tls == null) {
            return vertx.createHttpServer(options);
        }
        HttpServerConfig http = new HttpServerConfig(options.setSsl(true));
        if (config.http2()) {
            http.setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);
        }
        return vertx.httpServerBuilder()
                .with(http)
                .with(tls.options(config.http2()))
                // A handshake takes some milliseconds of arithmetic, which the event loop has no time for.
                .with(new JdkSSLEngineOptions().setUseWorkerThread(true))
                .build();
    }

    /**
     * Has a server take the TLS of another configuration, from the next connection on.
     *
     * @param started what the server was made with
     */
    public static Future<Void> update(HttpServer server, WebConfig started, WebConfig config) {
        ServerTls tls = config.tls();
        if ((tls == null) != (started.tls() == null)) {
            return Future.failedFuture(new IllegalArgumentException("TLS cannot be switched "
                    + (tls == null ? "off" : "on") + " while the server runs; start it anew"));
        }
        if (config.http2() != started.http2()) {
            return Future.failedFuture(
                    new IllegalArgumentException("http2 cannot be changed while the server runs; start it anew"));
        }
        return tls == null
                ? Future.succeededFuture()
                : server.updateSSLOptions(tls.options(config.http2()), true).mapEmpty();
    }
}
