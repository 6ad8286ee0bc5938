package io.tributary.profile.pgo;

import java.util.Arrays;

/** Keeps parts of a whole from having too large a share of it. */
public final class ShareCaps {
    /** What a part counts with that is not capped. */
    public static final long WHOLE = 1000;

    private ShareCaps() {}

    /**
     * The integer factor of each part, 1 to {@link #WHOLE}, with which none has more than a share of what there is then. Where that
     * cannot be, as with two parts and a tenth, all that have more than the smallest come down to it.
     *
     * @param parts what each has, not negative
     * @param most the share, above 0
     */
    public static long[] factors(double[] parts, double most) {
        double[] sorted = Arrays.stream(parts).filter(part -> part > 0).sorted().toArray();
        long[] factors = new long[parts.length];
        double cap = cap(sorted, most);
        for (int i = 0; i < parts.length; i++) {
            factors[i] = parts[i] <= cap ? WHOLE : Math.max(1, (long) Math.floor(WHOLE * cap / parts[i]));
        }
        return factors;
    }

    /** With the k largest cut to {@code cap}, cap = most × (rest + k × cap). */
    private static double cap(double[] ascending, double most) {
        double rest = Arrays.stream(ascending).sum();
        for (int k = 0; k < ascending.length; k++) {
            double largest = ascending[ascending.length - 1 - k];
            double cap = k == 0 ? most * rest : most * rest / (1 - k * most);
            if (largest <= cap && k * most < 1) {
                return cap;
            }
            if (k * most >= 1) {
                break;
            }
            rest -= largest;
        }
        return ascending.length == 0 ? 0 : ascending[0];
    }
}
