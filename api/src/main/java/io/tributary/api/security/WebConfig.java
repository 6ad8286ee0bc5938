package io.tributary.api.security;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a web configuration says.
 *
 * @param tls or null where the server speaks without
 * @param http2 whether it speaks HTTP/2 too, over TLS
 * @param headers of every answer besides
 * @param users with passwords
 * @param tokens of programs
 * @param rateLimit or null where there is none
 */
public record WebConfig(
        @Nullable ServerTls tls,
        boolean http2,
        Map<String, String> headers,
        List<User> users,
        List<Token> tokens,
        @Nullable RateLimit rateLimit) {
    /** Without TLS, for everybody. */
    public static final WebConfig NONE = new WebConfig(null, true, Map.of(), List.of(), List.of(), null);

    public WebConfig {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        users = List.copyOf(users);
        tokens = List.copyOf(tokens);
    }

    /** Whether a request has to say who makes it. */
    public boolean asksForCredentials() {
        return !users.isEmpty() || !tokens.isEmpty();
    }

    /** Whether it is known who asks: by credentials, or by a certificate that an authority vouches for. */
    public boolean knowsWhoAsks() {
        return asksForCredentials() || (tls != null && tls.clientAuth().verifies());
    }
}
