package io.tributary.storage;

/**
 * A stretch of time, Unix milliseconds, from inclusive to exclusive.
 *
 * @param fromMillis the first millisecond in it
 * @param toMillis one past the last; after {@code fromMillis}
 */
public record TimeRange(long fromMillis, long toMillis) {
    public TimeRange {
        if (toMillis <= fromMillis) {
            throw new IllegalArgumentException("time range ends at " + toMillis + " before it begins at " + fromMillis);
        }
    }

    public boolean contains(long timeMillis) {
        return fromMillis <= timeMillis && timeMillis < toMillis;
    }
}
