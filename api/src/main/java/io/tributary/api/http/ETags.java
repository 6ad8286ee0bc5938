package io.tributary.api.http;

import java.util.Arrays;

/** Entity tags, as RFC 9110 compares them for If-None-Match: weak ones are as good as strong ones. */
public final class ETags {
    private ETags() {}

    /**
     * A strong one.
     *
     * @param text of letters and digits
     */
    public static String of(String text) {
        return '"' + text + '"';
    }

    /** Whether the client has this already: to be asked of what there is, since a star stands for all of it. */
    public static boolean isKnown(Request request, String tag) {
        return request.ifNoneMatch().strip().equals("*") || isNamed(request, tag);
    }

    /** Whether the client says by its tag that it has this; for what may turn out not to be there. */
    public static boolean isNamed(Request request, String tag) {
        return Arrays.stream(request.ifNoneMatch().split(","))
                .map(String::strip)
                .anyMatch(one -> (one.startsWith("W/") ? one.substring(2) : one).equals(tag));
    }
}
