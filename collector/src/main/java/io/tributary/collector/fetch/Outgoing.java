package io.tributary.collector.fetch;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.ProxyConfig;
import io.tributary.collector.config.ProxyServer;
import io.tributary.collector.config.Scheme;
import io.tributary.collector.config.TlsConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * A request that is ready to be sent.
 *
 * @param uri path and query
 * @param http2 whether HTTP/2 is offered; over TLS only
 * @param headers all but {@code Host}
 */
record Outgoing(
        HttpMethod method,
        Scheme scheme,
        Address address,
        String uri,
        TlsConfig tls,
        ProxyConfig proxy,
        boolean http2,
        MultiMap headers,
        @Nullable Buffer body) {
    /** The proxy on its way, or null. */
    @Nullable
    ProxyServer via() {
        return proxy.to(scheme, address);
    }

    /** Whether it is given to the proxy itself, which reads it and asks the server; everything else goes through a tunnel. */
    boolean isForwarded() {
        ProxyServer via = via();
        return via != null && scheme == Scheme.HTTP && via.kind() != ProxyServer.Kind.SOCKS5;
    }
}
