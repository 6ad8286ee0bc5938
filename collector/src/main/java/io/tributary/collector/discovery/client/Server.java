package io.tributary.collector.discovery.client;

import io.tributary.collector.config.HttpClientConfig;
import java.net.URI;

/**
 * Who is asked, and how it is known to be the right one and we to it.
 *
 * @param url scheme, host and port; a path in it comes before that of each request
 * @param http without a proxy
 */
public record Server(URI url, HttpClientConfig http) {
    boolean isTls() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    int port() {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return isTls() ? 443 : 80;
    }

    String host() {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The path that comes before every request's, without a slash at its end. */
    String prefix() {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
