package io.tributary.collector.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code host:port}, {@code host}, {@code 10.0.0.1:6060} or {@code [::1]:6060}. */
public final class AddressParser {
    private static final int LONGEST_HOST = 253;
    private static final Pattern FORM = Pattern.compile(
            "(?:\\[(?<v6>[0-9A-Fa-f:.]{2,45})\\]|(?<name>[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?))(?::(?<port>[0-9]{1,5}))?");

    private AddressParser() {}

    /**
     * The address; without a port it has the scheme's.
     *
     * @throws AddressException when the text is none
     */
    public static Address parse(String text, Scheme scheme) throws AddressException {
        if (text.indexOf('@') >= 0) {
            throw new AddressException("a target must be host:port without a user name: use basic_auth");
        }
        if (text.indexOf('/') >= 0) {
            throw new AddressException("a target must be host:port, not the URL " + Problems.quote(text)
                    + ": the scheme goes into scheme, a path into profiling_config.path_prefix");
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || text.length() > LONGEST_HOST) {
            throw new AddressException("a target must be host:port, not " + Problems.quote(text));
        }
        String digits = matcher.group("port");
        int port = digits == null ? scheme.defaultPort() : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw new AddressException("a target's port must be from 1 to 65535, not " + digits);
        }
        String v6 = matcher.group("v6");
        return new Address(v6 == null ? matcher.group("name") : v6, port);
    }
}
