package io.tributary.collector.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy is asked on the way to which server. What came from the environment is as it was when the file was read.
 *
 * @param http for http targets, or null
 * @param https for https targets, or null
 * @param direct servers that are spoken to without a proxy; empty where it goes to every server, as with a {@code proxy_url}
 *     alone
 * @param connectAuthorization the header {@code Proxy-Authorization} of a CONNECT, from {@code proxy_connect_header}, or null
 */
public record ProxyConfig(
        @Nullable ProxyServer http,
        @Nullable ProxyServer https,
        List<NoProxy> direct,
        @Nullable Secret connectAuthorization) {
    public static final ProxyConfig NONE = new ProxyConfig(null, null, List.of(), null);

    public ProxyConfig {
        direct = List.copyOf(direct);
    }

    /** The proxy on the way there, or null for none. */
    public @Nullable ProxyServer to(Scheme scheme, Address address) {
        return direct.stream().anyMatch(rule -> rule.matches(address)) ? null : scheme == Scheme.HTTP ? http : https;
    }
}
