package io.tributary.collector.fetch;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.HttpClientConfig;
import io.tributary.collector.config.Scheme;
import java.time.Duration;

/**
 * What to fetch.
 *
 * @param uri path and query
 * @param http how the target is spoken to
 * @param deadline for everything from the first credential to the last byte
 */
public record FetchRequest(Scheme scheme, Address address, String uri, HttpClientConfig http, Duration deadline) {
    /** To show: it never held user information. */
    public String url() {
        String port = address.port() == scheme.defaultPort() ? "" : ":" + address.port();
        return scheme.word() + "://" + address.urlHost() + port + uri;
    }
}
