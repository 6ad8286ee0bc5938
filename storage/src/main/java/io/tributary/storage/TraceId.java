package io.tributary.storage;

/**
 * A stored trace's name towards users: URL-safe text that stays the same as long as the trace is kept.
 *
 * @param text {@code [A-Za-z0-9_-]+}
 */
public record TraceId(String text) {
    @Override
    public String toString() {
        return text;
    }
}
