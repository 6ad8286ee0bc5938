package io.tributary.collector.fetch;

import io.tributary.collector.config.Secret;
import io.tributary.collector.config.TlsConfig;
import io.tributary.collector.config.TlsVersion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * TLS as configurations want it, the same object for the same configuration until one of its files changes; so all its
 * targets share what Vert.x makes of it. Any thread may call it; nothing blocks.
 */
final class TlsContexts {
    private static final int MOST = 1_024;

    /** Files and values as they were read. */
    private record Material(
            @Nullable String ca,
            @Nullable String cert,
            @Nullable String key) {}

    private record Entry(Material material, Future<ClientSSLOptions> options) {}

    private final Vertx vertx;
    private final SecretFiles files;
    private final Map<TlsConfig, Entry> entries = new Recent<>(MOST);

    TlsContexts(Vertx vertx, SecretFiles files) {
        this.vertx = vertx;
        this.files = files;
    }

    /** Not to be changed. Fails with a {@link ScrapeException}. */
    Future<ClientSSLOptions> of(TlsConfig config) {
        return read(config.ca())
                .compose(ca -> read(config.cert())
                        .compose(cert -> read(config.key()).compose(key -> of(config, new Material(ca, cert, key)))));
    }

    private Future<@Nullable String> read(@Nullable Secret secret) {
        return secret == null ? Future.succeededFuture() : files.text(secret).map(text -> text);
    }

    private synchronized Future<ClientSSLOptions> of(TlsConfig config, Material material) {
        Entry entry = entries.get(config);
        if (entry == null || !entry.material.equals(material)) {
            entry = new Entry(material, vertx.executeBlocking(() -> options(config, material), false));
            entries.put(config, entry);
        }
        return entry.options;
    }

    private ClientSSLOptions options(TlsConfig config, Material material) throws ScrapeException {
        ClientSSLOptions options = new ClientSSLOptions()
                .setHostnameVerificationAlgorithm(config.insecureSkipVerify() ? "" : "HTTPS")
                // Vert.x takes contexts for the same that have the same keys and trust, whatever else they have: each
                // configuration's trust is therefore an object of its own.
                .setTrustOptions(config.insecureSkipVerify() ? Pem.trustAnyone() : Pem.trust(vertx, material.ca()));
        if (material.cert() != null && material.key() != null) {
            options.setKeyCertOptions(Pem.keyPair(vertx, material.cert(), material.key()));
        }
        for (String protocol : ClientSSLOptions.DEFAULT_ENABLED_SECURE_TRANSPORT_PROTOCOLS) {
            options.removeEnabledSecureTransportProtocol(protocol);
        }
        if (config.minVersion().compareTo(TlsVersion.TLS12) <= 0) {
            options.addEnabledSecureTransportProtocol("TLSv1.2");
        }
        if (config.maxVersion() == TlsVersion.TLS13) {
            options.addEnabledSecureTransportProtocol("TLSv1.3");
        }
        return options;
    }
}
