package io.tributary.collector.fetch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Takes secrets out of what others say: a server may repeat what it was sent. */
final class Secrets {
    /** Shorter ones would take away half of any text, and keep nobody out. */
    private static final int SHORTEST = 4;

    private static final String SHOWN = "<secret>";

    private Secrets() {}

    /** The text without the secrets, and without the beginning of one at its end, where it may have been cut. */
    static String hide(String text, List<String> secrets) {
        String shown = text;
        for (String secret :
                secrets.stream().flatMap(Secrets::written).distinct().toList()) {
            if (secret.length() < SHORTEST) {
                continue;
            }
            shown = shown.replace(secret, SHOWN);
            for (int i = Math.max(0, shown.length() - secret.length()); i <= shown.length() - SHORTEST; i++) {
                if (secret.startsWith(shown.substring(i))) {
                    shown = shown.substring(0, i) + SHOWN;
                    break;
                }
            }
        }
        return shown;
    }

    /** As it is, and as it may stand in a URL, for instance in that of a redirect. */
    private static Stream<String> written(String secret) {
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return Stream.of(secret, encoded, encoded.replace("+", "%20"));
    }
}
