package io.tributary.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client's side of TLS, with the certificates of the exporter-toolkit's tests. */
final class TestTls {
    static final Path TOOLKIT = Path.of("src/test/resources/io/tributary/api/security/exporter-toolkit");

    private static final char[] PASSWORD = "x".toCharArray();

    private TestTls() {}

    /** Trusts the toolkit's authority and shows no certificate. */
    static SSLContext anonymous() {
        return context("tls-ca-chain.pem", new KeyManager[0]);
    }

    /** The same with a certificate: {@code client_selfsigned}. */
    static SSLContext as(String name) {
        try {
            byte[] key = Base64.getMimeDecoder()
                    .decode(Files.readString(TOOLKIT.resolve(name + ".key")).replaceAll("-----[A-Z ]+-----", ""));
            KeyStore store = empty();
            store.setKeyEntry(
                    "client",
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                    PASSWORD,
                    new Certificate[] {certificate(name + ".pem")});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, PASSWORD);
            return context("tls-ca-chain.pem", factory.getKeyManagers());
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static Certificate certificate(String file) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(TOOLKIT.resolve(file))));
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContext context(String authority, KeyManager[] keys) {
        try {
            KeyStore trusted = empty();
            trusted.setCertificateEntry("authority", certificate(authority));
            trusted.setCertificateEntry("another", certificate("server.crt"));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }
}
