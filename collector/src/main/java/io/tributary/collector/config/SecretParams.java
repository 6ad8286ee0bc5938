package io.tributary.collector.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of a URL's query is not to be shown. Nothing but the names of parameters tells which of them hold secrets: {@code token},
 * {@code api_key} and the like.
 */
public final class SecretParams {
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(token|secret|passw|credential|signature|(api|access|auth)[_-]?key).*|key|auth|pwd|sig");

    private static final Pattern PARAMETER = Pattern.compile("(?<=[?&])([^=&]*)=([^&]*)");
    private static final String SHOWN = "<secret>";

    private SecretParams() {}

    /** @param name of a parameter, decoded */
    static boolean isSecret(String name) {
        return NAME.matcher(name).matches();
    }

    /** A URL, or path and query, without what its secret parameters hold. */
    public static String shown(String url) {
        return PARAMETER
                .matcher(url)
                .replaceAll(found -> Matcher.quoteReplacement(
                        isSecret(decoded(found.group(1))) ? found.group(1) + "=" + SHOWN : found.group()));
    }

    /** A URL without what any parameter holds. */
    public static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query) + "?" + SHOWN;
    }

    /** What the value of a label like {@code __param_token} is shown as. */
    public static String shownParameter(String name, String value) {
        return isSecret(name) ? SHOWN : value;
    }

    /** What the secret parameters of a URL, or of path and query, hold: as it is written, and decoded. */
    public static List<String> values(String url) {
        return values(url, SecretParams::isSecret);
    }

    /** What all parameters of a URL hold: as it is written, and decoded. */
    public static List<String> allValues(String url) {
        return values(url, _ -> true);
    }

    private static List<String> values(String url, Predicate<String> names) {
        return PARAMETER
                .matcher(url)
                .results()
                .filter(found -> names.test(decoded(found.group(1))))
                .flatMap(found -> Stream.of(found.group(2), decoded(found.group(2))))
                .distinct()
                .toList();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
