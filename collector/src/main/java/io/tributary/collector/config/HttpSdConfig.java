package io.tributary.collector.config;

import java.net.URI;
import java.time.Duration;

/**
 * Target groups from an HTTP server, as JSON.
 *
 * @param url absolute, with a host and without user information, in clear or over TLS
 * @param refreshInterval how often it is asked, and how long an answer may take
 * @param http how the server is spoken to
 */
public record HttpSdConfig(URI url, Duration refreshInterval, HttpClientConfig http) implements DiscoveryConfig {
    @Override
    public String kind() {
        return "http";
    }
}
