package io.tributary.profile.pgo;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;

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

    public static Profile withHeader(Profile profile, Header header) {
        return with(profile, header, profile.samples().values());
    }

    /**
     * The same samples with other values.
     *
     * @param values as many as the profile has, in their order
     */
    public static Profile withValues(Profile profile, long[] values) {
        return with(profile, profile.header(), values);
    }

    /** @param values of each sample as many as the header has sample types */
    static Profile with(Profile profile, Header header, long[] values) {
        SampleTable s = profile.samples();
        return new Profile(
                header,
                profile.strings(),
                profile.mappings(),
                profile.functions(),
                profile.locations(),
                new SampleTable(
                        s.stackOffset(),
                        s.location(),
                        values,
                        s.labelOffset(),
                        s.labelKey(),
                        s.labelString(),
                        s.labelNumber(),
                        s.labelUnit()));
    }
}
