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

    /** Whether the client has this already. */
    public static boolean isKnown(Request request, String tag) {
        String known = request.ifNoneMatch();
        return known.strip().equals("*")
                || Arrays.stream(known.split(","))
                        .map(String::strip)
                        .anyMatch(one -> (one.startsWith("W/") ? one.substring(2) : one).equals(tag));
    }
}
