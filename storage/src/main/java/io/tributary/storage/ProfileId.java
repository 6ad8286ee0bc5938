package io.tributary.storage;

/**
 * A stored profile's name towards users: URL-safe text that stays the same as long as the profile is kept.
 *
 * @param text {@code [A-Za-z0-9_-]+}
 */
public record ProfileId(String text) {
    @Override
    public String toString() {
        return text;
    }
}
