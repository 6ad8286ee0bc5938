package io.tributary.collector.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where something is asked for.
 *
 * @param uri path and query
 */
public record HttpUrl(Scheme scheme, Address address, String uri) {
    /** Null for what is no http or https URL, or has user information or a fragment. */
    static @Nullable HttpUrl parse(String text) {
        try {
            URI url = new URI(text);
            Scheme scheme =
                    url.getScheme() == null ? null : Scheme.of(url.getScheme().toLowerCase(Locale.ROOT));
            if (scheme == null || url.getHost() == null || url.getRawUserInfo() != null || url.getFragment() != null) {
                return null;
            }
            String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            Address address = Address.of(url, scheme.defaultPort());
            return address == null ? null : new HttpUrl(scheme, address, path + query);
        } catch (URISyntaxException _) {
            return null;
        }
    }

    /** Without the query, which may hold secrets. */
    @Override
    public String toString() {
        int query = uri.indexOf('?');
        return scheme.word() + "://" + address + (query < 0 ? uri : uri.substring(0, query));
    }
}
