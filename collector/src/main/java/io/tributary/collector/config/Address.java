package io.tributary.collector.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens.
 *
 * @param host a name or an IP address, an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Address(String host, int port) {
    /** That of a URL with a host; null where its port is none. */
    static @Nullable Address of(URI url, int defaultPort) {
        String host = url.getHost();
        int port = url.getPort() < 0 ? defaultPort : url.getPort();
        boolean bracketed = host.startsWith("[");
        return port < 1 || port > 65_535
                ? null
                : new Address(bracketed ? host.substring(1, host.length() - 1) : host, port);
    }

    /** The host as a URL writes it: an IPv6 address in brackets. */
    public String urlHost() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /** As in a URL: what Prometheus takes as the label {@code instance}. */
    @Override
    public String toString() {
        return urlHost() + ":" + port;
    }
}
