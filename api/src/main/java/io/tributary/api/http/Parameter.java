package io.tributary.api.http;

/**
 * A query parameter that an endpoint knows.
 *
 * @param name as it stands in the URL
 * @param repeatable whether it may be given more than once
 */
public record Parameter(String name, boolean repeatable) {
    public static Parameter once(String name) {
        return new Parameter(name, false);
    }

    public static Parameter repeatable(String name) {
        return new Parameter(name, true);
    }
}
