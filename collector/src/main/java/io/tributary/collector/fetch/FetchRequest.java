package io.tributary.collector.fetch;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.HttpClientConfig;
import io.tributary.collector.config.Scheme;
import io.tributary.collector.config.SecretParams;
import io.tributary.collector.targets.Scrape;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What to fetch.
 *
 * @param uri path and query
 * @param http how the target is spoken to
 * @param deadline for everything from the first credential to the last byte
 */
public record FetchRequest(Scheme scheme, Address address, String uri, HttpClientConfig http, Duration deadline) {
    /**
     * What fetches a profile type of a target.
     *
     * @param http how its job speaks to targets
     * @param seconds for how long it is to collect; 0 for a profile that is there at once
     */
    public static FetchRequest of(Scrape scrape, HttpClientConfig http, int seconds) {
        return new FetchRequest(
                scrape.scheme(),
                scrape.address(),
                scrape.path() + query(scrape.params(), seconds),
                http,
                scrape.timeout().plusSeconds(seconds));
    }

    private static String query(Map<String, List<String>> params, int seconds) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        params.forEach((name, values) -> values.forEach(value -> query.add(encode(name) + "=" + encode(value))));
        if (seconds > 0) {
            query.add("seconds=" + seconds);
        }
        return query.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** To show: it never held user information, and what it has in secret parameters is left out. */
    public String url() {
        String port = address.port() == scheme.defaultPort() ? "" : ":" + address.port();
        return scheme.word() + "://" + address.urlHost() + port + SecretParams.shown(uri);
    }

    /** What in it must not be shown though the target sends it back. */
    List<String> secrets() {
        return SecretParams.values(uri);
    }
}
