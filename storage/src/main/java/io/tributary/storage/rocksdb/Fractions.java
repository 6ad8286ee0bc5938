package io.tributary.storage.rocksdb;

import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.SparseVector;

/** Values below one as whole numbers: in units of 2^-32, so that two thousand million of them can be added up. */
final class Fractions {
    static final int BITS = 32;

    private Fractions() {}

    /** To the nearest, halves up. */
    static long round(long fraction) {
        return (fraction + (1L << (BITS - 1))) >> BITS;
    }

    /** The same vector, rounded in place. */
    static SparseVector round(SparseVector vector) {
        round(vector.values());
        return vector;
    }

    /** The same profile with rounded values. */
    static Profile round(Profile profile) {
        long[] values = profile.samples().values().clone();
        round(values);
        return profile.with(profile.header(), profile.samples().withValues(values));
    }

    private static void round(long[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = round(values[i]);
        }
    }
}
