package io.tributary.collector.fetch;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** Certificates and keys in PEM as what TLS takes. Blocks for as long as it computes. No message shows what it was given. */
final class Pem {
    private Pem() {}

    /** Only these certificates, or those that Java trusts where there are none. */
    static TrustOptions trust(Vertx vertx, @Nullable String ca) throws ScrapeException {
        try {
            if (ca != null) {
                return TrustOptions.wrap(
                        new PemTrustOptions().addCertValue(Buffer.buffer(ca)).getTrustManagerFactory(vertx));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return TrustOptions.wrap(factory);
        } catch (Exception _) {
            throw unusable("ca or ca_file must hold certificates in PEM");
        }
    }

    static TrustOptions trustAnyone() {
        return TrustOptions.wrap(new Anyone());
    }

    /** A client's certificate with its chain, and the key that it is for. */
    static KeyCertOptions keyPair(Vertx vertx, String cert, String key) throws ScrapeException {
        boolean fits;
        KeyManagerFactory factory;
        try {
            factory = new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(cert))
                    .addKeyValue(Buffer.buffer(key))
                    .getKeyManagerFactory(vertx);
            fits = fits((X509KeyManager) factory.getKeyManagers()[0]);
        } catch (Exception _) {
            throw unusable(
                    "cert and key, or cert_file and key_file, must hold a certificate and a key without a password in PEM");
        }
        if (!fits) {
            throw unusable("the key is not that of the certificate; while both are being replaced, this passes");
        }
        return KeyCertOptions.wrap(factory);
    }

    /** Whether what the key signs is what the certificate verifies. */
    private static boolean fits(X509KeyManager keys) throws GeneralSecurityException {
        for (String type : new String[] {"RSA", "EC", "EdDSA", "Ed25519"}) {
            String[] aliases = keys.getClientAliases(type, null);
            if (aliases != null && aliases.length > 0) {
                PrivateKey secret = keys.getPrivateKey(aliases[0]);
                PublicKey open = keys.getCertificateChain(aliases[0])[0].getPublicKey();
                return fits(secret, open);
            }
        }
        return true;
    }

    private static boolean fits(PrivateKey secret, PublicKey open) throws GeneralSecurityException {
        String algorithm = switch (secret.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> secret.getAlgorithm();
        };
        if (!secret.getAlgorithm().equals(open.getAlgorithm())) {
            return false;
        }
        byte[] message = {1, 2, 3};
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(secret);
        signer.update(message);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(open);
        verifier.update(message);
        return verifier.verify(signature);
    }

    private static ScrapeException unusable(String what) {
        return new ScrapeException(FailureReason.CREDENTIALS, "tls_config cannot be used: " + what);
    }

    /** What {@code insecure_skip_verify} asks for. */
    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
