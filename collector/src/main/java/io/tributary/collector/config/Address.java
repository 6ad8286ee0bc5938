package io.tributary.collector.config;

/**
 * Where a target listens.
 *
 * @param host a name or an IP address, an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Address(String host, int port) {
    /** As in a URL, an IPv6 address in brackets: what Prometheus takes as the label {@code instance}. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
