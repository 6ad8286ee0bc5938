package io.tributary.api.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a certificate says its holder is called. */
final class CertificateNames {
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private CertificateNames() {}

    /** Its subject alternative names: DNS names, e-mail addresses, URIs and IP addresses, in its order; none where they cannot be read. */
    static List<String> sans(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> sans = certificate.getSubjectAlternativeNames();
            for (List<?> san : sans == null ? List.<List<?>>of() : sans) {
                if (san.size() >= 2 && san.get(0) instanceof Integer kind && san.get(1) instanceof String name) {
                    switch (kind) {
                        case EMAIL, DNS, URI -> names.add(name);
                        case IP -> names.add(address(name));
                        default -> {
                            // Directory names and the like: nothing that can be allowed.
                        }
                    }
                }
            }
        } catch (CertificateParsingException _) {
            return List.of();
        }
        return names;
    }

    /** How an IP address is written for comparison: of those of IPv6 there are many ways. */
    static String address(String literal) {
        boolean isAddress = literal.indexOf(':') >= 0 || literal.matches("[0-9.]+");
        try {
            return isAddress ? InetAddress.getByName(literal).getHostAddress() : literal;
        } catch (UnknownHostException _) {
            return literal;
        }
    }

    /** The first alternative name, else the subject. */
    static String first(X509Certificate certificate) {
        List<String> sans = sans(certificate);
        return sans.isEmpty() ? certificate.getSubjectX500Principal().getName() : sans.getFirst();
    }
}
