package io.tributary.collector.config;

import java.util.List;

/**
 * How a job, or whoever else fetches over HTTP, speaks to a server: Prometheus' {@code http_client_config}. Redirects are no
 * part of it: they are never followed, since credentials could leave to another host.
 *
 * @param tls for https
 * @param http2 whether HTTP/2 is offered to a server that is spoken to over TLS
 * @param headers sent with every request, in the file's order
 */
public record HttpClientConfig(
        Credentials credentials, TlsConfig tls, ProxyConfig proxy, boolean http2, List<HeaderConfig> headers) {
    /** Of a job that says nothing. */
    public static final HttpClientConfig DEFAULT =
            new HttpClientConfig(new Credentials.None(), TlsConfig.DEFAULT, ProxyConfig.NONE, true, List.of());

    public HttpClientConfig {
        headers = List.copyOf(headers);
    }
}
