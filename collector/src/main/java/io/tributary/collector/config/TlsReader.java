package io.tributary.collector.config;

import org.jspecify.annotations.Nullable;

/** {@code tls_config}. */
final class TlsReader {
    private final SecretReader secrets;

    TlsReader(SecretReader secrets) {
        this.secrets = secrets;
    }

    TlsConfig read(Section section) {
        Section tls = section.section("tls_config", "tls_config");
        if (tls == null) {
            return TlsConfig.DEFAULT;
        }
        Secret ca = secrets.text(tls, "ca", "ca_file");
        Secret cert = secrets.text(tls, "cert", "cert_file");
        Secret key = secrets.text(tls, "key", "key_file");
        String serverName = tls.string("server_name");
        Boolean insecure = tls.bool("insecure_skip_verify");
        TlsVersion min = version(tls, "min_version");
        TlsVersion max = version(tls, "max_version");
        tls.refuseUnknown();
        Problems problems = tls.problems();
        boolean hasCert = tls.has("cert") || tls.has("cert_file");
        boolean hasKey = tls.has("key") || tls.has("key_file");
        if (hasCert != hasKey) {
            problems.add(tls.node(), hasCert ? "cert needs a key or key_file" : "key needs a cert or cert_file");
        }
        if (serverName != null && !serverName.matches("[A-Za-z0-9_.:-]{0,253}")) {
            problems.add(tls.place("server_name"), "server_name must be a host name");
        }
        if (max != null && max.compareTo(TlsVersion.TLS12) < 0) {
            problems.add(tls.place("max_version"), "max_version must be TLS12 or TLS13: older ones are not spoken");
        } else if (min != null && max != null && min.compareTo(max) > 0) {
            problems.add(tls.place("max_version"), "max_version must not be older than min_version");
        }
        return new TlsConfig(
                ca,
                cert,
                key,
                serverName == null ? "" : serverName,
                insecure != null && insecure,
                min == null || min.compareTo(TlsVersion.TLS12) < 0 ? TlsVersion.TLS12 : min,
                max == null ? TlsVersion.TLS13 : max);
    }

    private static @Nullable TlsVersion version(Section tls, String key) {
        String word = tls.string(key);
        if (word == null) {
            return null;
        }
        for (TlsVersion version : TlsVersion.values()) {
            if (version.name().equals(word)) {
                return version;
            }
        }
        tls.problems().add(tls.place(key), key + " must be TLS10, TLS11, TLS12 or TLS13, not " + Problems.quote(word));
        return null;
    }
}
