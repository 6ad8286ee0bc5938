package io.tributary.collector.fetch;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.Credentials;
import io.tributary.collector.config.Scheme;
import java.time.Duration;

/**
 * What to fetch.
 *
 * @param uri path and query
 * @param deadline for everything from the connect to the last byte
 */
public record FetchRequest(Scheme scheme, Address address, String uri, Credentials credentials, Duration deadline) {
    /** To show: it never held user information. */
    public String url() {
        String port = address.port() == scheme.defaultPort() ? "" : ":" + address.port();
        String host = address.host().indexOf(':') >= 0 ? "[" + address.host() + "]" : address.host();
        return scheme.word() + "://" + host + port + uri;
    }
}
