package io.tributary.collector.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An entry of {@code http_sd_configs}. */
final class HttpSdReader {
    private static final Duration REFRESH = Duration.ofMinutes(1);

    private final HttpClientReader clients;

    HttpSdReader(HttpClientReader clients) {
        this.clients = clients;
    }

    @Nullable
    DiscoveryConfig read(Section entry) {
        URI url = url(entry, "url");
        if (!entry.has("url")) {
            entry.problems().add(entry.node(), "an entry of http_sd_configs needs a url");
        }
        Duration refresh = DiscoveryReader.refreshInterval(entry, REFRESH);
        HttpClientConfig http = clients.readOfDiscovery(entry);
        entry.refuseUnknown();
        return url == null ? null : new HttpSdConfig(url, refresh, http);
    }

    /** An absolute URL of a server, or null where it is not given or wrong. No message quotes it: it may hold a secret. */
    static @Nullable URI url(Section entry, String key) {
        String text = entry.string(key);
        if (text == null) {
            return null;
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException _) {
            url = null;
        }
        String wrong = null;
        if (url == null) {
            wrong = " is no URL";
        } else if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
            wrong = " must begin with http:// or https://";
        } else if (url.getRawUserInfo() != null) {
            wrong = " must not hold a user name: use basic_auth";
        } else if (url.getHost() == null || url.getPort() > 65_535 || url.getPort() == 0) {
            wrong = " must name a host, for instance http://inventory.example/targets";
        }
        if (wrong != null) {
            entry.problems().add(entry.place(key), key + wrong);
            return null;
        }
        return url;
    }
}
