package io.tributary.profile.dictionary;

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
