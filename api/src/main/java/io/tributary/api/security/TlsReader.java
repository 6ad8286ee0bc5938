package io.tributary.api.security;

import io.tributary.api.http.Text;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** {@code tls_server_config}. */
final class TlsReader {
    /** Those of TLS 1.3 are always there, as in Go. */
    private static final List<String> SUITES_13 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    /** Of TLS 1.2: authenticated encryption with forward secrecy. */
    private static final List<String> SUITES_12 = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** In Go's {@code tls.CipherSuites()} besides; spoken by who asks for it. */
    private static final List<String> SUITES_CBC = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

    /** One of these HTTP/2 has to have (RFC 9113, section 9.2.2). */
    private static final Set<String> HTTP2_NEEDS =
            Set.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

    private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");
    private static final int TLS12 = VERSIONS.indexOf("TLS12");
    private static final Map<String, String> PROTOCOLS = Map.of("TLS12", "TLSv1.2", "TLS13", "TLSv1.3");

    /** Java's names by Go's, in Go's order of preference. */
    private static final Map<String, String> CURVES = curves();

    private final SideFiles files;

    TlsReader(SideFiles files) {
        this.files = files;
    }

    private static Map<String, String> curves() {
        Map<String, String> curves = new LinkedHashMap<>();
        curves.put("X25519", "x25519");
        curves.put("CurveP256", "secp256r1");
        curves.put("CurveP384", "secp384r1");
        curves.put("CurveP521", "secp521r1");
        return curves;
    }

    /** Null where TLS is not asked for, or after adding a problem. */
    @Nullable
    ServerTls read(Section section, boolean http2) {
        String cert = pem(section, "cert", "cert_file");
        String key = pem(section, "key", "key_file");
        String clientCa = pem(section, "client_ca", "client_ca_file");
        ClientAuthType clientAuth = clientAuth(section);
        Set<String> sans = section.strings("client_allowed_sans").stream()
                .map(CertificateNames::address)
                .collect(Collectors.toSet());
        List<String> protocols = protocols(section);
        List<String> suites = suites(section, protocols, http2);
        List<String> groups = groups(section);
        section.bool("prefer_server_cipher_suites", true);
        section.refuseUnknown();
        if (!isAskedFor(section)) {
            return null;
        }
        require(section, "cert", cert);
        require(section, "key", key);
        checkClients(section, clientAuth, sans);
        if (!section.problems().none() || cert == null || key == null) {
            return null;
        }
        KeyManagerFactory identity = identity(section, cert, key);
        ClientTrust trust = trust(section, clientAuth, clientCa, sans);
        return identity == null || trust == null
                ? null
                : new ServerTls(identity, clientAuth, trust, protocols, suites, groups);
    }

    /** As {@code TLSConfig.IsEnabled} has it. */
    private static boolean isAskedFor(Section section) {
        return List.of("cert", "cert_file", "key", "key_file", "client_ca", "client_ca_file", "client_auth_type")
                .stream()
                .anyMatch(key -> !section.text(key).isEmpty());
    }

    /** Text in PEM, from the file where there is one, as in the exporter-toolkit; null where neither is given, or after a problem. */
    private @Nullable String pem(Section section, String inline, String file) {
        String text = section.text(inline);
        if (section.text(file).isEmpty()) {
            return text.isEmpty() ? null : text;
        }
        if (!text.isEmpty()) {
            section.problems().note(section.place(inline), inline + " has no effect beside " + file);
        }
        return files.text(section, file);
    }

    private static void require(Section section, String key, @Nullable String pem) {
        String file = key + "_file";
        if (pem == null && section.text(file).isEmpty()) {
            section.problems().add(section.place(file), "TLS needs " + file + ", or " + key + " with the PEM itself");
        }
    }

    private static ClientAuthType clientAuth(Section section) {
        String word = section.text("client_auth_type");
        ClientAuthType type = word.isEmpty() ? ClientAuthType.NO_CLIENT_CERT : ClientAuthType.of(word);
        if (type != null) {
            return type;
        }
        section.problems()
                .add(
                        section.place("client_auth_type"),
                        "client_auth_type must be one of NoClientCert, RequestClientCert, RequireAnyClientCert,"
                                + " VerifyClientCertIfGiven, RequireAndVerifyClientCert, not " + Text.shown(word));
        return ClientAuthType.NO_CLIENT_CERT;
    }

    private static void checkClients(Section section, ClientAuthType clientAuth, Set<String> sans) {
        FileProblems problems = section.problems();
        String ca = section.text("client_ca_file").isEmpty() ? "client_ca" : "client_ca_file";
        boolean hasCa = !section.text(ca).isEmpty();
        if (clientAuth == ClientAuthType.NO_CLIENT_CERT) {
            if (hasCa) {
                problems.add(section.place(ca), ca + " needs client_auth_type: RequireAndVerifyClientCert");
            }
            if (!sans.isEmpty()) {
                problems.add(
                        section.place("client_allowed_sans"),
                        "client_allowed_sans needs client_auth_type: RequireAndVerifyClientCert");
            }
        } else if (!clientAuth.verifies()) {
            problems.note(
                    section.place("client_auth_type"),
                    clientAuth.word() + " proves nothing: any certificate will do, also one that nobody vouches for");
        } else if (!hasCa) {
            problems.note(
                    section.place("client_auth_type"),
                    "without client_ca_file every authority that Java trusts may vouch for clients");
        }
    }

    private static List<String> protocols(Section section) {
        int least = version(section, "min_version", "TLS12");
        int most = version(section, "max_version", "TLS13");
        if (most < TLS12) {
            section.problems()
                    .add(section.place("max_version"), "max_version must be TLS12 or TLS13: older ones are not spoken");
        } else if (least > most) {
            section.problems().add(section.place("max_version"), "max_version must not be older than min_version");
        } else if (least < TLS12) {
            section.problems().note(section.place("min_version"), "TLS12 is the oldest version spoken all the same");
        }
        int oldest = Math.max(least, TLS12);
        return VERSIONS.subList(oldest, Math.max(most, oldest) + 1).stream()
                .map(PROTOCOLS::get)
                .toList();
    }

    private static int version(Section section, String key, String otherwise) {
        String word = section.text(key);
        int version = VERSIONS.indexOf(word.isEmpty() ? otherwise : word);
        if (version < 0) {
            section.problems()
                    .add(section.place(key), key + " must be TLS10, TLS11, TLS12 or TLS13, not " + Text.shown(word));
            return VERSIONS.indexOf(otherwise);
        }
        return version;
    }

    private static List<String> suites(Section section, List<String> protocols, boolean http2) {
        List<String> known = new ArrayList<>(SUITES_12);
        known.addAll(SUITES_CBC);
        known.addAll(SUITES_13);
        List<String> asked = named(section, "cipher_suites", known);
        if (http2
                && !asked.isEmpty()
                && protocols.contains("TLSv1.2")
                && asked.stream().noneMatch(HTTP2_NEEDS::contains)) {
            section.problems()
                    .add(
                            section.place("cipher_suites"),
                            "HTTP/2 needs TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 or TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
                                    + " among them; add it, or set http2: false in http_server_config");
        }
        List<String> suites = new ArrayList<>(protocols.contains("TLSv1.3") ? SUITES_13 : List.of());
        for (String suite : asked.isEmpty() ? SUITES_12 : asked) {
            if (!SUITES_13.contains(suite)) {
                suites.add(suite);
            }
        }
        return suites;
    }

    private static List<String> groups(Section section) {
        List<String> asked = named(section, "curve_preferences", List.copyOf(CURVES.keySet()));
        return (asked.isEmpty() ? List.copyOf(CURVES.keySet()) : asked)
                .stream().map(CURVES::get).toList();
    }

    /** The names of a list, of which each has to be known; without those given twice. */
    private static List<String> named(Section section, String key, List<String> known) {
        List<String> names = section.strings(key);
        for (String name : names) {
            if (!known.contains(name)) {
                section.problems()
                        .add(
                                section.place(key),
                                key + ": " + Text.shown(name) + " is none of " + String.join(", ", known));
                return List.of();
            }
        }
        return names.stream().distinct().toList();
    }

    private static @Nullable KeyManagerFactory identity(Section section, String cert, String key) {
        String certKey = given(section, "cert");
        String keyKey = given(section, "key");
        List<X509Certificate> chain;
        try {
            chain = Pem.certificates(cert);
        } catch (GeneralSecurityException e) {
            section.problems().add(section.place(certKey), certKey + ": " + e.getMessage());
            return null;
        }
        try {
            PrivateKey secret = Pem.key(key);
            if (Pem.fits(secret, chain.getFirst().getPublicKey())) {
                return Pem.keyManager(secret, chain);
            }
            section.problems()
                    .add(
                            section.place(keyKey),
                            keyKey
                                    + " is not the key of the first certificate; while both are being replaced, this passes");
        } catch (GeneralSecurityException e) {
            section.problems().add(section.place(keyKey), keyKey + ": " + e.getMessage());
        }
        return null;
    }

    private static @Nullable ClientTrust trust(
            Section section, ClientAuthType clientAuth, @Nullable String ca, Set<String> sans) {
        String caKey = given(section, "client_ca");
        try {
            return clientAuth.verifies()
                    ? ClientTrust.vouchedFor(ca == null ? List.of() : Pem.certificates(ca), sans)
                    : ClientTrust.anyone(sans);
        } catch (GeneralSecurityException e) {
            section.problems().add(section.place(caKey), caKey + ": " + e.getMessage());
            return null;
        }
    }

    private static String given(Section section, String key) {
        return section.text(key + "_file").isEmpty() ? key : key + "_file";
    }
}
