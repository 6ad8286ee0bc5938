package io.tributary.collector.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy.
 *
 * @param user who the proxy is told to be asked by, or null
 */
public record ProxyServer(
        Kind kind, Address address, @Nullable User user) {
    /** How the proxy itself is spoken to. */
    public enum Kind {
        HTTP(80),
        HTTPS(443),
        SOCKS5(1080);

        private final int defaultPort;

        Kind(int defaultPort) {
            this.defaultPort = defaultPort;
        }
    }

    /** From the URL's user information. */
    public record User(String name, Secret.Inline password) {}

    /** Null for what is no proxy's URL. */
    static @Nullable ProxyServer parse(String text) {
        try {
            URI url = new URI(text);
            Kind kind = switch (String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT)) {
                case "http" -> Kind.HTTP;
                case "https" -> Kind.HTTPS;
                case "socks5", "socks5h" -> Kind.SOCKS5;
                default -> null;
            };
            String path = String.valueOf(url.getRawPath());
            if (kind == null || url.getHost() == null || !(path.isEmpty() || path.equals("/")) || hasMore(url)) {
                return null;
            }
            Address address = Address.of(url, kind.defaultPort);
            return address == null ? null : new ProxyServer(kind, address, user(url.getRawUserInfo()));
        } catch (URISyntaxException | IllegalArgumentException _) {
            return null;
        }
    }

    private static boolean hasMore(URI url) {
        return url.getRawQuery() != null || url.getRawFragment() != null;
    }

    private static @Nullable User user(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new User(decode(userInfo), new Secret.Inline(""))
                : new User(
                        decode(userInfo.substring(0, colon)), new Secret.Inline(decode(userInfo.substring(colon + 1))));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
