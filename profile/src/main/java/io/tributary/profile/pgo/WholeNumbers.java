package io.tributary.profile.pgo;

import io.tributary.profile.Profile;

/** Profiles whose values are multiplied and divided by integers. */
public final class WholeNumbers {
    /** Go adds weights up in 64 bits: an eighth of what these hold. */
    private static final long MOST = 1L << 60;

    private WholeNumbers() {}

    /** What edges of this total are to be divided by before they are handed out: 1 unless they are enormous. */
    public static long divisor(long total) {
        return total <= MOST ? 1 : total / MOST + 1;
    }

    /**
     * All values so many times.
     *
     * @throws ArithmeticException when a value is beyond 64 bits
     */
    public static Profile times(Profile profile, long factor) {
        long[] values = profile.samples().values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.multiplyExact(values[i], factor);
        }
        return withValues(profile, values);
    }

    /** Halves up; what is not zero stays at least 1. */
    public static Profile dividedBy(Profile profile, long divisor) {
        long[] values = profile.samples().values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = divide(values[i], divisor);
        }
        return withValues(profile, values);
    }

    static long divide(long value, long divisor) {
        return value <= 0 ? value : Math.max(1, value / divisor + (value % divisor >= divisor - divisor / 2 ? 1 : 0));
    }

    private static Profile withValues(Profile profile, long[] values) {
        return profile.with(profile.header(), profile.samples().withValues(values));
    }
}
