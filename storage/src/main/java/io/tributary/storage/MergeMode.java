package io.tributary.storage;

import java.util.List;
import java.util.Locale;

/**
 * How the values of profiles are put together over time. Each instance is taken by itself, from its first profile in the range
 * to its last; over instances everything is summed.
 *
 * <p>{@link #MEAN}, {@link #RATE} and the gauges of {@link #AUTO} divide. The result is rounded once, for each stack trace and
 * sample type of the whole merge: to the nearest integer, halves up.
 *
 * <p>A sum beyond 64 bits is never an answer: it is a {@link MergeOverflowException}.
 */
public enum MergeMode {
    /**
     * By what each sample type means: deltas (CPU) are summed; cumulative counters (alloc_*, contentions, delay) give
     * their increase between an instance's scrapes; gauges (inuse_*, goroutines, threads) their mean over an instance's
     * scrapes.
     */
    AUTO,
    /** The plain sum of all profiles, as {@code go tool pprof} gives it. */
    SUM,
    /** The sum divided by the instance's number of profiles, whatever the sample type. */
    MEAN,
    /** The instance's last profile alone. */
    LAST,
    /**
     * What came about: the sum of deltas, the increase of counters, and for gauges the last scrape without the first one,
     * which may be negative. It is what Go's {@code ?seconds=N} answers of the same stretch.
     */
    INCREASE,
    /**
     * The increase for a second of the time that an instance's profiles cover: their durations added up, or for scrapes the
     * time from the first to the last one. Less than a second counts as one; of a single scrape nothing is known.
     */
    RATE,
    /**
     * What the PGO feedback weights by: timed profiles so that each instance counts in each hour (of UTC) by its rate, however long it was
     * profiled and however often. Of the columns there is one alone, {@code samples/count} or else {@code cpu/nanoseconds}. The values of an
     * instance's profiles that begin in an hour are added up and multiplied by 10^8 ÷ the seconds that these took, rounded to a whole
     * number, halves up; less than a second counts as one. So the result is a sum of whole numbers, the same whatever it is put
     * together of. Whole hours are added up beforehand, one that the range cuts is read profile by profile.
     * Profiles that are not timed are left out; where none is, or a timed one has neither column, it is an
     * {@link IncompatibleProfilesException}.
     */
    HOURLY_RATE;

    /** Those that people ask a merge for by name. The others are the product's own. */
    public static List<MergeMode> named() {
        return List.of(AUTO, SUM, MEAN, LAST, INCREASE, RATE);
    }

    /** As users write it: in small letters. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
