package io.tributary.deploy.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where to listen.
 *
 * @param host an address or a name of this machine, without brackets
 * @param port 0 for a free one
 */
public record ListenAddress(String host, int port) {
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code host:port}, {@code [::1]:port} or, for every address of this machine, {@code :port}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' has no port; write host:port, such as 127.0.0.1:7171");
        }
        return new ListenAddress(host(text, text.substring(0, colon)), port(text.substring(colon + 1)));
    }

    private static String host(String text, String host) {
        if (host.isEmpty()) {
            return EVERYWHERE;
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            return host.substring(1, host.length() - 1);
        }
        if (host.contains(":")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is ambiguous; write an IPv6 address in brackets, such as [::1]:7171");
        }
        return host;
    }

    private static int port(String digits) {
        if (digits.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(digits);
            if (port <= MAX_PORT) {
                return port;
            }
        }
        throw new IllegalArgumentException("the port '" + digits + "' is not a number from 0 to 65535");
    }

    /** Whether this machine alone can connect; a name that nobody knows is not, and listening on it will say so. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /** {@code host:port}, with brackets where they belong. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
