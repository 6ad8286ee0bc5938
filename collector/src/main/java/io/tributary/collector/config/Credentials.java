package io.tributary.collector.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a request says who it is from. */
public sealed interface Credentials {
    /** Not at all. */
    record None() implements Credentials {}

    /** RFC 7617. */
    record Basic(Secret username, Secret password) implements Credentials {}

    /**
     * Any other {@code Authorization} header.
     *
     * @param type the scheme, {@code Bearer} by default
     */
    record Token(String type, Secret credentials) implements Credentials {}

    /**
     * A bearer token that a token endpoint gives for the client's own credentials (RFC 6749, section 4.4).
     *
     * @param clientSecret null for a client that has none
     * @param endpointParams more parameters of the token request; secrets, because some servers want a password there
     * @param tls to the token endpoint
     * @param proxy to the token endpoint
     */
    record OAuth2(
            String clientId,
            @Nullable Secret clientSecret,
            List<String> scopes,
            HttpUrl tokenUrl,
            Map<String, Secret> endpointParams,
            TlsConfig tls,
            ProxyConfig proxy)
            implements Credentials {
        public OAuth2 {
            scopes = List.copyOf(scopes);
            endpointParams = Collections.unmodifiableMap(new LinkedHashMap<>(endpointParams));
        }
    }
}
