package io.tributary.collector;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An authority that makes certificates, which the JDK has no interface for: X.509 (RFC 5280) with ECDSA keys, in DER. */
final class TestCertificates {
    private static final byte[] ECDSA_WITH_SHA256 = sequence(hex("06082a8648ce3d040302"));
    private static final AtomicLong SERIAL = new AtomicLong();
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /** A certificate and its key. */
    record Pair(byte[] certificate, KeyPair keys, @Nullable Pair issuer) {
        String certPem() {
            return pem("CERTIFICATE", certificate);
        }

        String keyPem() {
            return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }

        ServerSocketFactory serverSockets() {
            return serverSockets(null, List.of());
        }

        /**
         * @param clients whose clients are let in, or null for everyone
         * @param protocols that ALPN agrees to
         */
        ServerSocketFactory serverSockets(@Nullable Pair clients, List<String> protocols) {
            return new TlsSockets(context(clients), clients != null, protocols);
        }

        private SSLContext context(@Nullable Pair clients) {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("a", keys.getPrivate(), new char[0], new Certificate[] {parse(certificate)});
                KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                own.init(store, new char[0]);
                KeyStore trusted = KeyStore.getInstance("PKCS12");
                trusted.load(null, null);
                trusted.setCertificateEntry("a", parse((clients == null ? this : clients).certificate));
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(trusted);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
                return context;
            } catch (GeneralSecurityException | IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final class TlsSockets extends ServerSocketFactory {
        private final SSLContext context;
        private final boolean wantsClients;
        private final List<String> protocols;

        TlsSockets(SSLContext context, boolean wantsClients, List<String> protocols) {
            this.context = context;
            this.wantsClients = wantsClients;
            this.protocols = protocols;
        }

        @Override
        public ServerSocket createServerSocket() throws IOException {
            SSLServerSocket socket =
                    (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(protocols.toArray(String[]::new));
            parameters.setNeedClientAuth(wantsClients);
            socket.setSSLParameters(parameters);
            return socket;
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
            throw new UnsupportedOperationException();
        }
    }

    private TestCertificates() {}

    static Pair authority(String name) {
        return make(name, null, List.of(), Duration.ofDays(1), true);
    }

    /** @param names DNS names and IPv4 addresses */
    static Pair issue(Pair authority, String name, List<String> names) {
        return make(name, authority, names, Duration.ofDays(1), false);
    }

    /** One that was good until yesterday. */
    static Pair expired(Pair authority, List<String> names) {
        return make("expired", authority, names, Duration.ofDays(-1), false);
    }

    /** One that vouches for itself. */
    static Pair selfSigned(List<String> names) {
        return make("self", null, names, Duration.ofDays(1), false);
    }

    private static Pair make(
            String name, @Nullable Pair issuer, List<String> names, Duration validFor, boolean authority) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] subject = commonName(name);
            byte[] issuedBy = issuer == null
                    ? subject
                    : ((X509Certificate) parse(issuer.certificate))
                            .getSubjectX500Principal()
                            .getEncoded();
            Instant now = Instant.now();
            byte[] validity = sequence(time(now.minus(Duration.ofDays(2))), time(now.plus(validFor)));
            byte[] extensions = authority
                    // basicConstraints, critical: it is an authority.
                    ? sequence(hex("0603551d13"), hex("0101ff"), tlv(0x04, sequence(hex("0101ff"))))
                    : sequence(hex("0603551d11"), tlv(0x04, sequence(alternativeNames(names))));
            byte[] tbs = sequence(
                    tlv(0xa0, hex("020102")),
                    tlv(0x02, positive(SERIAL.incrementAndGet())),
                    ECDSA_WITH_SHA256,
                    issuedBy,
                    validity,
                    subject,
                    keys.getPublic().getEncoded(),
                    tlv(0xa3, sequence(extensions)));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign((issuer == null ? keys : issuer.keys).getPrivate());
            signature.update(tbs);
            byte[] bits = concat(new byte[1], signature.sign());
            return new Pair(sequence(tbs, ECDSA_WITH_SHA256, tlv(0x03, bits)), keys, issuer);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Certificate parse(byte[] der) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static byte[] alternativeNames(List<String> names) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String name : names) {
            boolean digits = name.matches("[0-9.]+");
            all.writeBytes(
                    digits
                            ? tlv(0x87, InetAddress.ofLiteral(name).getAddress())
                            : tlv(0x82, name.getBytes(StandardCharsets.US_ASCII)));
        }
        return all.toByteArray();
    }

    private static byte[] commonName(String name) {
        return sequence(tlv(0x31, sequence(hex("0603550403"), tlv(0x0c, name.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] time(Instant instant) {
        return tlv(0x17, UTC_TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] positive(long number) {
        return BigInteger.valueOf(number).toByteArray();
    }

    private static byte[] sequence(byte[]... parts) {
        return tlv(0x30, parts);
    }

    private static byte[] tlv(int tag, byte[]... parts) {
        byte[] content = concat(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length >= 0x80) {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int skip = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - skip));
            out.write(length, skip, length.length - skip);
        } else {
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }
}
