package io.tributary.collector.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Servers that are spoken to without a proxy, by the rules of Go's {@code golang.org/x/net/http/httpproxy}, which Prometheus
 * uses: words separated by commas, each {@code *}, an IP address, a network like {@code 10.0.0.0/8}, a domain with all below it
 * ({@code example.com}) or only those below it ({@code .example.com}, {@code *.example.com}); addresses and domains may name a
 * port. This machine is always among them.
 */
public sealed interface NoProxy {
    boolean matches(Address address);

    /** {@code *}. */
    record Everyone() implements NoProxy {
        @Override
        public boolean matches(Address address) {
            return true;
        }
    }

    /** {@code localhost} and the loopback addresses. */
    record ThisMachine() implements NoProxy {
        @Override
        public boolean matches(Address address) {
            InetAddress ip = literal(address.host());
            return ip == null ? address.host().equalsIgnoreCase("localhost") : ip.isLoopbackAddress();
        }
    }

    /** A network; a single address is one of full length. Names are not resolved. */
    record Network(InetAddress base, int prefix, int port) implements NoProxy {
        @Override
        public boolean matches(Address address) {
            InetAddress ip = literal(address.host());
            return ip != null && (port == 0 || port == address.port()) && contains(ip.getAddress());
        }

        private boolean contains(byte[] ip) {
            byte[] own = base.getAddress();
            if (ip.length != own.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                if (((ip[bit >> 3] ^ own[bit >> 3]) >> (7 - (bit & 7)) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A domain.
     *
     * @param name in lower case, without a dot in front
     * @param itself whether it matches too, and not only what is below it
     * @param port 0 for any
     */
    record Domain(String name, boolean itself, int port) implements NoProxy {
        @Override
        public boolean matches(Address address) {
            String host = address.host().toLowerCase(Locale.ROOT);
            String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            return (port == 0 || port == address.port())
                    && ((itself && plain.equals(name)) || plain.endsWith("." + name));
        }
    }

    /** What makes no sense is left out, as in Go. */
    static List<NoProxy> parse(String text) {
        List<NoProxy> rules = new ArrayList<>(List.of(new ThisMachine()));
        for (String word : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            NoProxy rule = rule(word.strip());
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private static @Nullable NoProxy rule(String word) {
        if (word.equals("*")) {
            return new Everyone();
        }
        int slash = word.indexOf('/');
        if (slash >= 0) {
            InetAddress base = literal(word.substring(0, slash));
            String length = word.substring(slash + 1);
            if (base == null || !length.matches("[0-9]{1,3}")) {
                return null;
            }
            int prefix = Integer.parseInt(length);
            return prefix > 8 * base.getAddress().length ? null : new Network(base, prefix, 0);
        }
        InetAddress whole = literal(word);
        if (whole != null) {
            return new Network(whole, 8 * whole.getAddress().length, 0);
        }
        int colon = word.lastIndexOf(':');
        boolean hasPort = colon >= 0 && word.substring(colon + 1).matches("[0-9]{1,5}");
        int port = hasPort ? Integer.parseInt(word.substring(colon + 1)) : 0;
        String host = hasPort ? word.substring(0, colon) : word;
        InetAddress ip = literal(host);
        if (ip != null) {
            return new Network(ip, 8 * ip.getAddress().length, port);
        }
        String below = host.startsWith("*.") ? host.substring(1) : host;
        boolean itself = !below.startsWith(".");
        String name = itself ? below : below.substring(1);
        return name.isEmpty() ? null : new Domain(name, itself, port);
    }

    /** An address as digits, an IPv6 one with or without brackets; null for a name, which is not looked up. */
    private static @Nullable InetAddress literal(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            return InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
