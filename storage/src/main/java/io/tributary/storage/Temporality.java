package io.tributary.storage;

import io.tributary.profile.ValueType;

/**
 * What a sample type's values mean over time. The names are those of Go's runtime and of {@code profile.proto}'s users;
 * a type that is not known is a delta, and so is everything in a timed profile: of Go's {@code heap?seconds=N}, for instance, which
 * answers what was allocated in those seconds.
 */
public enum Temporality {
    /** What happened while the profile was taken: added up. */
    DELTA,
    /** What happened since the process began: its increase from scrape to scrape, from zero after a restart. */
    CUMULATIVE,
    /** What is there at this moment: its mean over the scrapes. */
    GAUGE;

    /**
     * What a column means.
     *
     * @param durationNanos the profile's; positive for a timed one
     */
    public static Temporality of(ValueType type, long durationNanos) {
        if (durationNanos > 0) {
            return DELTA;
        }
        return switch (type.type()) {
            case "alloc_objects", "alloc_space", "contentions", "delay" -> CUMULATIVE;
            case "inuse_objects", "inuse_space", "goroutine", "goroutines", "thread", "threads", "threadcreate" ->
                GAUGE;
            default -> DELTA;
        };
    }
}
