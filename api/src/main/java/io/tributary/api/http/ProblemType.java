package io.tributary.api.http;

import java.util.Locale;

/**
 * Everything that can be wrong, each with its status and title. The type URI points into the OpenAPI document that the
 * same server serves, where the type is described.
 */
public enum ProblemType {
    BAD_BODY(400, "The body is not what is taken here"),
    BAD_PARAMETER(400, "A parameter has a value that cannot be used"),
    DUPLICATE_PARAMETER(400, "A parameter is given twice"),
    MALFORMED_REQUEST(400, "This is no well-formed HTTP request"),
    MISSING_PARAMETER(400, "A parameter is missing"),
    UNKNOWN_PARAMETER(400, "There is no such parameter"),
    UNAUTHENTICATED(401, "It is not known who asks"),
    ADMIN_DISABLED(403, "This was not switched on"),
    CROSS_ORIGIN(403, "A page of another server asks for this"),
    FORBIDDEN(403, "Who asks may not do this"),
    HOST_NOT_ALLOWED(403, "This host name is not answered for"),
    LIFECYCLE_DISABLED(403, "This was not switched on"),
    CAPTURE_FAILED(404, "The capture came to nothing"),
    NO_PROFILES(404, "There are no profiles in this range"),
    NO_TARGET(404, "There is no such target"),
    UNKNOWN_CAPTURE(404, "There is no such capture"),
    UNKNOWN_PROFILE(404, "There is no such profile"),
    UNKNOWN_RELEASE(404, "There is no such release"),
    UNKNOWN_ROUTE(404, "There is no such page"),
    UNKNOWN_SAMPLE_TYPE(404, "There is no such sample type"),
    UNKNOWN_SERVICE(404, "There is no such service"),
    UNKNOWN_TRACE(404, "There is no such trace"),
    UNKNOWN_TYPE(404, "There is no such profile type"),
    METHOD_NOT_ALLOWED(405, "This method is not allowed here"),
    BODY_TOO_SLOW(408, "The body did not come in time"),
    CAPTURE_NOT_DONE(409, "The capture is not done yet"),
    COMPACTION_RUNS(409, "This is being done already"),
    BODY_TOO_LARGE(413, "The body is larger than is taken here"),
    URL_TOO_LONG(414, "The URL is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of another kind than is taken here"),
    ANSWER_TOO_LARGE(422, "The answer would be too large"),
    BAD_TARGETS_FILE(422, "A file of the configuration cannot be used"),
    CAPTURE_IMPOSSIBLE(422, "This cannot be captured"),
    INCOMPATIBLE_PROFILES(422, "These profiles cannot be merged"),
    INVALID_PROFILE(422, "This is no profile that can be read and kept"),
    MERGE_OVERFLOW(422, "Values add up to more than 64 bits hold"),
    MERGE_TOO_LARGE(422, "The merged profile would be too large"),
    NEGATIVE_VALUES(422, "This format shows no negative values"),
    PGO_NOT_GOOD_ENOUGH(422, "The profile is not good enough to build with"),
    PGO_NO_SAMPLES(422, "The profile has no samples to optimise by"),
    PGO_NO_START_LINES(422, "The profile lacks start lines"),
    PGO_WRONG_SAMPLE_TYPE(422, "The profile is no Go CPU profile"),
    TOO_MANY_GROUPS(422, "These are more groups than are answered at once"),
    TOO_MANY_POINTS(422, "These are more points than are answered at once"),
    TOO_MANY_TARGETS(422, "These are more targets than are captured at once"),
    CAPTURES_QUEUE_FULL(429, "Too many captures wait"),
    RATE_LIMITED(429, "These are more requests than are answered"),
    HEADERS_TOO_LARGE(431, "The request headers are too large"),
    INTERNAL(500, "Something went wrong inside Tributary"),
    OVERLOADED(503, "Too many questions at once"),
    STARTING(503, "Tributary is starting or stopping"),
    STORE_FAILED(503, "The store could not do it"),
    TOO_SLOW(504, "The answer took too long");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The last part of the type URI: {@code unknown-parameter}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A relative URI that resolves to the type's description. */
    public String uri() {
        return "/openapi.yaml#/x-problem-types/" + slug();
    }
}
