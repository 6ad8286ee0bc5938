package io.tributary.api.query;

import io.tributary.api.http.Parameter;
import io.tributary.api.http.Request;
import java.util.List;
import java.util.Locale;

/** How two merges of other lengths or loads are brought to one measure before they are compared. */
enum Normalize {
    /** Not at all. */
    NONE,
    /**
     * By time: the base as if it had been profiled for as long, on as many instances, as the source. So what one instance uses is
     * compared, also where there are more of them now.
     */
    RATE,
    /** By total: the source as if its values summed to the base's, {@code go tool pprof -normalize}. */
    SHARE;

    static final Parameter PARAMETER = Parameter.once("normalize");

    static Normalize of(Request request) {
        return request.oneOf(PARAMETER.name(), List.of(values()), Normalize::word, NONE, "is no way to normalize");
    }

    private static String word(Normalize one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
