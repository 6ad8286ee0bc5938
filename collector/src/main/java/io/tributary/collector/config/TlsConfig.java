package io.tributary.collector.config;

import org.jspecify.annotations.Nullable;

/**
 * Prometheus' {@code tls_config}.
 *
 * @param ca certificates in PEM that are trusted, and no others; null for those that Java trusts
 * @param cert the client's certificate and its chain in PEM, or null
 * @param key of the certificate, in PEM; null if and only if {@code cert} is
 * @param serverName what the server's certificate must name, instead of the address' host; empty for that host
 * @param insecureSkipVerify whether any certificate will do
 * @param minVersion at least {@link TlsVersion#TLS12}, which is the oldest that Java speaks
 */
public record TlsConfig(
        @Nullable Secret ca,
        @Nullable Secret cert,
        @Nullable Secret key,
        String serverName,
        boolean insecureSkipVerify,
        TlsVersion minVersion,
        TlsVersion maxVersion) {
    public static final TlsConfig DEFAULT =
            new TlsConfig(null, null, null, "", false, TlsVersion.TLS12, TlsVersion.TLS13);

    /** The default, but for whom it trusts. */
    public static TlsConfig trusting(Secret ca) {
        return new TlsConfig(ca, null, null, "", false, TlsVersion.TLS12, TlsVersion.TLS13);
    }
}
