package io.tributary.api.security;

import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.LinkedHashSet;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * How the server speaks TLS.
 *
 * @param key its certificate and key
 * @param trust who vouches for clients
 * @param protocols by Java's names
 * @param cipherSuites by Java's names, which are Go's
 * @param groups of key exchange, by Java's names, the preferred one first
 */
public record ServerTls(
        KeyManagerFactory key,
        ClientAuthType clientAuth,
        X509TrustManager trust,
        List<String> protocols,
        List<String> cipherSuites,
        List<String> groups) {
    public ServerTls {
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
        groups = List.copyOf(groups);
    }

    /** The same in Vert.x' words. */
    ServerSSLOptions options(boolean http2) {
        ServerSSLOptions options = new ServerSSLOptions()
                .setKeyCertOptions(KeyCertOptions.wrap(key))
                .setTrustOptions(TrustOptions.wrap(trust))
                .setClientAuth(clientAuth.asks())
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(protocols))
                .setKeyExchangeGroups(groups)
                .setUseAlpn(http2)
                .setApplicationLayerProtocols(http2 ? List.of("h2", "http/1.1") : List.of("http/1.1"));
        cipherSuites.forEach(options::addEnabledCipherSuite);
        return options;
    }
}
