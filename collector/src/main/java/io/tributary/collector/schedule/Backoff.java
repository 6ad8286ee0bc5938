package io.tributary.collector.schedule;

import java.time.Duration;

/**
 * How long a target that fails is left alone: an interval after the first failure, twice as long after each that follows, up to
 * {@link #MOST_INTERVALS} and as long as that is within {@link #LONGEST}. Up to half of it is left out, by chance that comes from the
 * series and the number of failures, so that a service that was down is not asked by all of its targets' scrapes in the same interval.
 */
public final class Backoff {
    public static final int MOST_INTERVALS = 10;

    /** Where intervals are long, a process that is back must not wait for hours. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private Backoff() {}

    /** From a failed scrape to the next one, in intervals; at least 1. */
    public static int intervals(int failuresInARow, Phase phase) {
        long allowed = Math.clamp(LONGEST.toMillis() / phase.intervalMillis(), 1, MOST_INTERVALS);
        int most = (int) Math.min(allowed, 1L << Math.clamp(failuresInARow - 1L, 0, 4));
        int least = (most + 1) / 2;
        long chance = ((phase.hash() ^ failuresInARow) * 0x9e3779b97f4a7c15L) >>> 32;
        return least + (int) (chance % (most - least + 1));
    }
}
