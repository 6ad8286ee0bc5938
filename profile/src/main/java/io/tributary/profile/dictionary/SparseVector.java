package io.tributary.profile.dictionary;

import java.util.Arrays;

/**
 * Values by stack number: what a profile, or a sum of profiles, is over a dictionary. Arrays are handed over and read
 * only.
 *
 * @param columns value columns, one for each sample type; positive unless there is no stack
 * @param stacks n stack numbers, strictly ascending
 * @param values n × columns, the values of one stack side by side; no stack is zero in every column
 */
public record SparseVector(int columns, int[] stacks, long[] values) {
    /** The number of stacks. */
    public int size() {
        return stacks.length;
    }

    /** This and another vector of as many columns. */
    public SparseVector plus(SparseVector other) {
        int mine = stacks.length;
        int[] both = Arrays.copyOf(stacks, mine + other.stacks.length);
        System.arraycopy(other.stacks, 0, both, mine, other.stacks.length);
        long[] all = Arrays.copyOf(values, values.length + other.values.length);
        System.arraycopy(other.values, 0, all, values.length, other.values.length);
        long[] order = new long[both.length];
        Arrays.setAll(order, i -> (long) both[i] << 32 | i);
        Arrays.sort(order);
        return Interner.combine(order, order.length, all, columns);
    }

    /** The sum of each column, wrapping at 64 bits as pprof's own sums do. */
    public long[] totals() {
        long[] totals = new long[columns];
        for (int i = 0; i < values.length; i += columns) {
            for (int c = 0; c < columns; c++) {
                totals[c] += values[i + c];
            }
        }
        return totals;
    }
}
