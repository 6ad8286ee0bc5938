package io.tributary.profile.dictionary;

import java.util.Arrays;

/** Sorts rows by a number, where {@code number << 32 | row} stands for each and rows come in ascending order. */
final class SortedRows {
    /** Fewer are sorted as quickly by comparing. */
    private static final int FEW = 256;

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private SortedRows() {}

    /** The first {@code n} of them in order, in this array or another one. Numbers are not negative. */
    static long[] sort(long[] rows, int n) {
        if (n < FEW) {
            Arrays.sort(rows, 0, n);
            return rows;
        }
        long all = 0;
        for (int i = 0; i < n; i++) {
            all |= rows[i];
        }
        long[] from = rows;
        long[] to = new long[n];
        int[] ends = new int[DIGITS];
        // Least digit first, and each pass keeps the order of the one before: so rows stay ascending within a number.
        for (int shift = Integer.SIZE; shift < Long.SIZE && all >>> shift != 0; shift += DIGIT_BITS) {
            Arrays.fill(ends, 0);
            for (int i = 0; i < n; i++) {
                ends[digit(from[i], shift)]++;
            }
            int end = 0;
            for (int digit = 0; digit < DIGITS; digit++) {
                end += ends[digit];
                ends[digit] = end;
            }
            for (int i = n - 1; i >= 0; i--) {
                to[--ends[digit(from[i], shift)]] = from[i];
            }
            long[] sorted = to;
            to = from;
            from = sorted;
        }
        return from;
    }

    private static int digit(long row, int shift) {
        return (int) (row >>> shift) & (DIGITS - 1);
    }
}
