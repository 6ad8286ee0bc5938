package io.tributary.api.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates and keys in PEM as what TLS takes. No message shows what it was given. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final HexFormat HEX = HexFormat.of();
    /** PKCS #8's head: a sequence, version 0. */
    private static final String VERSION = "020100";
    /** {@code rsaEncryption} with no parameters. */
    private static final String RSA = "300d06092a864886f70d0101010500";
    /** {@code id-ecPublicKey} on a curve, by the curve's identifier. */
    private static final Map<String, String> EC = Map.of(
            "06082a8648ce3d030107", "301306072a8648ce3d020106082a8648ce3d030107",
            "06052b81040022", "301006072a8648ce3d020106052b81040022",
            "06052b81040023", "301006072a8648ce3d020106052b81040023");

    private Pem() {}

    /** At least one. */
    static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                certificates.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(decode(block.group(2)))));
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("there is no certificate in PEM (-----BEGIN CERTIFICATE-----) in it");
        }
        return certificates;
    }

    /** The first key: in PKCS #8, or as OpenSSL wrote keys of RSA and EC before. */
    static PrivateKey key(String pem) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            byte[] bytes = decode(block.group(2));
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return pkcs8(bytes);
                }
                case "RSA PRIVATE KEY" -> {
                    return pkcs8(wrapped(RSA, bytes));
                }
                case "EC PRIVATE KEY" -> {
                    return pkcs8(wrapped(curve(bytes), bytes));
                }
                default -> {
                    // A certificate or parameters in the same file.
                }
            }
        }
        throw new InvalidKeySpecException(
                pem.contains("ENCRYPTED")
                        ? "the key has a password: take it off (openssl pkey -in KEY -out OUT) and protect the file"
                        : "there is no private key in PEM (-----BEGIN PRIVATE KEY-----) in it");
    }

    private static byte[] decode(String base64) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw new InvalidKeySpecException("the PEM in it is damaged");
        }
    }

    private static PrivateKey pkcs8(byte[] bytes) throws GeneralSecurityException {
        for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (InvalidKeySpecException _) {
                // Of another algorithm.
            }
        }
        throw new InvalidKeySpecException("the key is none of RSA, EC (P-256, P-384, P-521), Ed25519 and Ed448");
    }

    private static String curve(byte[] sec1) throws GeneralSecurityException {
        String hex = HEX.formatHex(sec1);
        for (Map.Entry<String, String> curve : EC.entrySet()) {
            if (hex.contains(curve.getKey())) {
                return curve.getValue();
            }
        }
        throw new InvalidKeySpecException("the key's curve is none of P-256, P-384 and P-521");
    }

    private static byte[] wrapped(String algorithm, byte[] key) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(HEX.parseHex(VERSION + algorithm));
        inner.writeBytes(der(0x04, key));
        return der(0x30, inner.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.writeBytes(new byte[] {(byte) 0x81, (byte) length});
        } else {
            out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** Whether what the key signs is what the certificate verifies. */
    static boolean fits(PrivateKey secret, PublicKey open) throws GeneralSecurityException {
        if (!secret.getAlgorithm().equals(open.getAlgorithm())) {
            return false;
        }
        String algorithm = switch (secret.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> secret.getAlgorithm();
        };
        byte[] message = "tributary".getBytes(StandardCharsets.US_ASCII);
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(secret);
        signer.update(message);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(open);
        verifier.update(message);
        return verifier.verify(signer.sign());
    }

    static KeyManagerFactory keyManager(PrivateKey key, List<X509Certificate> chain) throws GeneralSecurityException {
        // Java wants a password; the store never leaves memory.
        char[] password = new char[0];
        KeyStore store = empty();
        store.setKeyEntry("server", key, password, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory;
    }

    static KeyStore store(List<X509Certificate> trusted) throws GeneralSecurityException {
        KeyStore store = empty();
        for (X509Certificate certificate : trusted) {
            store.setCertificateEntry("trusted-" + store.size(), certificate);
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load((KeyStore.@Nullable LoadStoreParameter) null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
