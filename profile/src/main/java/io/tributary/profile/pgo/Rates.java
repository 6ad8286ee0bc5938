package io.tributary.profile.pgo;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Timed profiles weighed by their rate, so that long ones count like short ones. */
public final class Rates {
    private static final long SECOND_NANOS = 1_000_000_000;

    /** What a second is worth, in nanoseconds: so that a weight has some digits left where an hour was profiled all the time. */
    private static final long WORTH = 100_000_000 * SECOND_NANOS;

    /** What says it took longer was added up of many, and a weight in whole numbers would have few digits left of it, or none. */
    private static final long LONGEST_NANOS = 24 * 3_600 * SECOND_NANOS;

    private Rates() {}

    /**
     * How often values count for which so much time was profiled: 10^8 by the seconds, to the nearest whole number, halves up. Less than a
     * second counts as one.
     */
    public static long weight(long timedNanos) {
        long nanos = Math.max(SECOND_NANOS, timedNanos);
        long rest = WORTH % nanos;
        return WORTH / nanos + (rest >= nanos - rest ? 1 : 0);
    }

    /**
     * The profile with one column alone, whose values are times the {@link #weight} of its duration. One that took more than a day is a sum:
     * its values are weighed before they are rounded.
     *
     * @param column which
     * @throws IllegalArgumentException when the profile is not timed
     * @throws ArithmeticException when a value is beyond 64 bits
     */
    public static Profile of(Profile profile, int column) {
        Header header = profile.header();
        if (header.durationNanos() <= 0) {
            throw new IllegalArgumentException("the profile does not say how long it took");
        }
        long[] all = profile.samples().values();
        long[] values = new long[profile.samples().size()];
        for (int sample = 0; sample < values.length; sample++) {
            values[sample] = weighed(all[sample * profile.valueCount() + column], header.durationNanos());
        }
        return profile.with(header.ofColumn(column), profile.samples().withValues(values));
    }

    private static long weighed(long value, long nanos) {
        return nanos <= LONGEST_NANOS
                ? Math.multiplyExact(value, weight(nanos))
                : BigDecimal.valueOf(value)
                        .multiply(BigDecimal.valueOf(WORTH))
                        .divide(BigDecimal.valueOf(nanos), 0, RoundingMode.HALF_UP)
                        .longValueExact();
    }
}
