package io.tributary.collector.config;

/** How a scrape says who it is. */
public sealed interface Credentials {
    /** Not at all. */
    record None() implements Credentials {}

    /** RFC 7617. */
    record Basic(String username, Secret password) implements Credentials {}

    /**
     * Any other {@code Authorization} header.
     *
     * @param type the scheme, {@code Bearer} by default
     */
    record Token(String type, Secret credentials) implements Credentials {}
}
