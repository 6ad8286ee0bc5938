package io.tributary.storage.rocksdb;

import java.time.Duration;

/**
 * How long a store keeps what. Whole days (UTC) go at once.
 *
 * @param raw the age beyond which profiles are kept as their day's roll-up alone; none older is taken
 * @param rollUps the age beyond which nothing is kept of a day
 * @param traces the age beyond which traces go; none older is taken
 * @param bytes the size of all files beyond which the oldest day goes, its traces first, then its profiles; today's stay
 */
public record Retention(Duration raw, Duration rollUps, Duration traces, long bytes) {
    private static final Duration FOR_EVER = Duration.ofDays(365_000);

    /** Nothing goes. */
    public static final Retention UNLIMITED = new Retention(FOR_EVER, FOR_EVER, FOR_EVER, Long.MAX_VALUE);

    /** Traces and other captures were taken for a reason, and are asked for when it is looked into: they outlive single profiles. */
    public static final Retention DEFAULT =
            new Retention(Duration.ofDays(14), Duration.ofDays(400), Duration.ofDays(90), Long.MAX_VALUE);

    public Retention {
        if (raw.toDays() < 1 || rollUps.toDays() < 1 || traces.toDays() < 1 || bytes < 1) {
            throw new IllegalArgumentException("less than a day, or no byte, is kept: name at least 1d");
        }
    }

    /** The first day of which profiles are kept. */
    int firstRawDay(long nowMillis) {
        return Level.DAY.bucketOf(Math.max(0, nowMillis - raw.toMillis()));
    }

    /** The first day of which traces are kept. */
    int firstTraceDay(long nowMillis) {
        return Level.DAY.bucketOf(Math.max(0, nowMillis - traces.toMillis()));
    }

    /** The first day whose roll-ups are kept. */
    int firstRollUpDay(long nowMillis) {
        return Level.DAY.bucketOf(Math.max(0, nowMillis - rollUps.toMillis()));
    }
}
