package io.tributary.api.query;

import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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
        String text = request.parameter(PARAMETER.name(), word(NONE));
        for (Normalize one : values()) {
            if (word(one).equals(text)) {
                return one;
            }
        }
        throw Problem.badParameter(
                PARAMETER.name(),
                Text.shown(text) + " is no way to normalize",
                "There is: " + Arrays.stream(values()).map(Normalize::word).collect(Collectors.joining(", ")) + ".");
    }

    private static String word(Normalize one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
