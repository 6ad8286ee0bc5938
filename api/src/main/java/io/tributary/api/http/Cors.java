package io.tributary.api.http;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other servers may read answers: Prometheus' {@code --web.cors.origin}, a regular expression that the whole origin
 * has to match. Without one, none may.
 *
 * @param origins or null for none
 */
public record Cors(@Nullable Pattern origins) {
    public static final Cors NONE = new Cors(null);

    private static final String WHOLE = "^(?s:";
    private static final String END = ")$";

    /**
     * Those that match.
     *
     * @throws IllegalArgumentException when it is no regular expression (RE2)
     */
    public static Cors of(String regex) {
        try {
            return new Cors(Pattern.compile(WHOLE + regex + END));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What {@link #of} was given, or the empty string for none. */
    public String regex() {
        if (origins == null) {
            return "";
        }
        String pattern = origins.pattern();
        return pattern.substring(WHOLE.length(), pattern.length() - END.length());
    }

    boolean allows(String origin) {
        return origins != null && origins.matches(origin);
    }

    /** Says so in an answer's headers; true where the request only asks whether it may be made, and has its answer now. */
    boolean answers(HttpServerRequest request, HttpServerResponse response) {
        if (origins == null) {
            return false;
        }
        response.putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !allows(origin)) {
            return false;
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.putHeader(
                HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                "Content-Disposition, Date, ETag, Location, Retry-After, Tributary-Base-Coverage, Tributary-Base-Instances,"
                        + " Tributary-Base-Profiles, Tributary-Coverage, Tributary-Instances, Tributary-Labels,"
                        + " Tributary-Profiles, Tributary-Query-Time, Tributary-Unmatched-Filters, Tributary-Verdict");
        if (!request.method().equals(HttpMethod.OPTIONS)
                || request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) == null) {
            return false;
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, DELETE, OPTIONS")
                .putHeader(
                        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                        "Accept, Authorization, Content-Type, If-None-Match, Origin")
                .setStatusCode(204)
                .end();
        return true;
    }
}
