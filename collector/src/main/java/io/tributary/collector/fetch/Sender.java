package io.tributary.collector.fetch;

import io.tributary.collector.config.ProxyServer;
import io.tributary.collector.config.Scheme;
import io.tributary.collector.config.Secret;
import io.tributary.collector.config.TlsConfig;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request on a connection of its own, through a proxy where one is on the way. Credentials of the server never go to
 * the proxy unless it is the one that carries an http request in clear; the proxy's never go to the server. Event loop only.
 */
final class Sender {
    private final SecretFiles files;
    private final TlsContexts tls;
    private final HttpClientAgent client;
    private final Connector connector;

    Sender(Vertx vertx, FetchOptions options, SecretFiles files) {
        this.files = files;
        this.tls = new TlsContexts(vertx, files);
        HttpClientOptions http = new HttpClientOptions()
                .setConnectTimeout((int) options.connectTimeout().toMillis())
                .setDecompressionSupported(false)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setHttp2ClearTextUpgrade(false)
                .setKeepAlive(false);
        // One for all: what differs from target to target is said for each connection.
        this.client = vertx.httpClientBuilder().with(http).build();
        this.connector = new Connector(vertx, client, options.connectTimeout());
    }

    /** Sends it and hands the connection to the fetch, or what went wrong. */
    void send(Outgoing out, Fetch fetch) {
        connect(out, fetch)
                .compose(connection -> {
                    fetch.connected(connection);
                    return fetch.isOver() ? Future.<HttpClientRequest>failedFuture("too late") : open(connection, out);
                })
                .onComplete(opened -> {
                    if (opened.succeeded()) {
                        fetch.send(opened.result(), out.body());
                    } else {
                        fetch.fail(opened.cause());
                    }
                });
    }

    Future<Void> close() {
        return client.close();
    }

    private Future<HttpClientConnection> connect(Outgoing out, Fetch fetch) {
        ProxyServer via = out.via();
        if (via == null) {
            return secured(out).compose(options -> connector.connect(out.address(), options, fetch));
        }
        if (out.isForwarded()) {
            HttpConnectOptions options = new HttpConnectOptions()
                    .setHost(via.address().host())
                    .setPort(via.address().port())
                    .setProtocolVersion(HttpVersion.HTTP_1_1)
                    .setSsl(via.kind() == ProxyServer.Kind.HTTPS);
            return proxyTls(out, via)
                    .compose(ssl -> connector.connect(via.address(), options.setSslOptions(ssl), fetch));
        }
        return secured(out)
                .compose(options -> proxy(out, via).compose(proxy -> {
                    fetch.enter(Stage.CONNECTING);
                    return connector.tunnel(out.address(), options.setProxyOptions(proxy));
                }));
    }

    private Future<HttpConnectOptions> secured(Outgoing out) {
        boolean ssl = out.scheme() == Scheme.HTTPS;
        String name = out.tls().serverName();
        HttpConnectOptions options = new HttpConnectOptions()
                .setHost(ssl && !name.isEmpty() ? name : out.address().host())
                .setPort(out.address().port())
                .setSsl(ssl);
        if (!ssl || !out.http2()) {
            options.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        return ssl ? tls.of(out.tls()).map(options::setSslOptions) : Future.succeededFuture(options);
    }

    private Future<ProxyOptions> proxy(Outgoing out, ProxyServer via) {
        ProxyOptions options = new ProxyOptions()
                .setType(
                        switch (via.kind()) {
                            case HTTP -> ProxyType.HTTP;
                            case HTTPS -> ProxyType.HTTPS;
                            case SOCKS5 -> ProxyType.SOCKS5;
                        })
                .setHost(via.address().host())
                .setPort(via.address().port());
        ProxyServer.User user = via.user();
        if (user != null) {
            options.setUsername(user.name()).setPassword(user.password().value());
        }
        Secret authorization = out.proxy().connectAuthorization();
        Future<ProxyOptions> ready = proxyTls(out, via).map(options::setSslOptions);
        return authorization == null
                ? ready
                : ready.compose(_ -> files.line(authorization)).map(options::setProxyAuthorization);
    }

    /** To a proxy that is spoken to over TLS, with the same trust; the client's certificate is for the server behind it. */
    private Future<@Nullable ClientSSLOptions> proxyTls(Outgoing out, ProxyServer via) {
        if (via.kind() != ProxyServer.Kind.HTTPS) {
            return Future.succeededFuture();
        }
        TlsConfig own = out.tls();
        TlsConfig anonymous =
                new TlsConfig(own.ca(), null, null, "", own.insecureSkipVerify(), own.minVersion(), own.maxVersion());
        return tls.of(anonymous).map(options -> options);
    }

    private static Future<HttpClientRequest> open(HttpClientConnection connection, Outgoing out) {
        MultiMap headers = HttpHeaders.headers().addAll(out.headers());
        ProxyServer.User user = out.isForwarded() ? forwardedAs(out.via()) : null;
        if (user != null) {
            headers.set(
                    "Proxy-Authorization",
                    "Basic " + RequestHeaders.basic(user.name(), user.password().value()));
        }
        String host = out.address().urlHost();
        return connection.request(new RequestOptions()
                .setMethod(out.method())
                .setHost(host)
                .setPort(out.address().port())
                .setURI(
                        out.isForwarded()
                                ? "http://" + host + ":" + out.address().port() + out.uri()
                                : out.uri())
                .setFollowRedirects(false)
                .setHeaders(headers));
    }

    private static ProxyServer.@Nullable User forwardedAs(@Nullable ProxyServer proxy) {
        return proxy == null ? null : proxy.user();
    }
}
