package io.tributary.api.query;

import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.storage.Page;
import java.util.function.Function;

/** The parameters that cut a long list into pages. */
public final class Paging {
    public static final Parameter LIMIT = Parameter.once("limit");
    public static final Parameter CURSOR = Parameter.once("cursor");
    static final int DEFAULT_LIMIT = 100;
    static final int LARGEST_LIMIT = 1000;

    private Paging() {}

    /** How many are asked for. */
    public static int limit(Request request) {
        String text = request.parameter(LIMIT.name());
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (text.matches("\\d{1,9}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        }
        throw Problem.badParameter(
                LIMIT.name(),
                Text.shown(text) + " is no whole number from 1 to " + LARGEST_LIMIT,
                "Ask for at most " + LARGEST_LIMIT + " and go on with the cursor in \"next\".");
    }

    /**
     * The page that a request asks for.
     *
     * @param list gives the page behind a cursor; throws {@link IllegalArgumentException} when it is none of its own
     */
    public static <T> Page<T> page(Request request, Function<String, Page<T>> list) {
        String cursor = request.parameter(CURSOR.name(), "");
        try {
            return list.apply(cursor);
        } catch (IllegalArgumentException e) {
            if (cursor.isEmpty()) {
                throw e;
            }
            throw Problem.badParameter(
                    CURSOR.name(),
                    Text.shown(cursor) + " is no cursor of this server",
                    "Give the value of \"next\" from the page before, or leave cursor out for the first page.");
        }
    }
}
