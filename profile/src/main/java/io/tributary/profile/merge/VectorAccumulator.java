package io.tributary.profile.merge;

import io.tributary.profile.dictionary.SparseVector;
import java.util.Arrays;

/**
 * A sum of vectors over one dictionary: a dense array by stack number, the values of a stack side by side, so that an
 * entry costs one cache line. Sums wrap at 64 bits, as pprof's do. For one thread.
 */
public final class VectorAccumulator {
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private final int columns;
    private long[] sums;

    /**
     * An accumulator that holds zeros.
     *
     * @param columns value columns of every vector to come, positive
     * @param stacks how many stacks to expect, for instance the dictionary's; more are taken too
     */
    public VectorAccumulator(int columns, int stacks) {
        if (columns < 1) {
            throw new IllegalArgumentException("an accumulator needs a column, not " + columns);
        }
        this.columns = columns;
        sums = new long[length(stacks)];
    }

    public int columns() {
        return columns;
    }

    /** Adds every entry. */
    public void add(SparseVector vector) {
        int[] stacks = vector.stacks();
        int n = stacks.length;
        if (n == 0) {
            return;
        }
        if (vector.columns() != columns) {
            throw new IllegalArgumentException(
                    "a vector of " + vector.columns() + " columns added to a sum of " + columns);
        }
        long[] to = reserve(stacks[n - 1]);
        long[] values = vector.values();
        for (int i = 0, v = 0; i < n; i++) {
            int at = stacks[i] * columns;
            for (int c = 0; c < columns; c++) {
                to[at + c] += values[v++];
            }
        }
    }

    /**
     * Makes room for stacks up to {@code lastStack} and gives the sums to add to: the values of stack {@code s} begin at
     * {@code s × columns}. The array is good until the next call of anything here.
     */
    public long[] reserve(int lastStack) {
        if (lastStack >= sums.length / columns) {
            int needed = length(lastStack + 1L);
            sums = Arrays.copyOf(sums, (int) Math.min(MAX_LENGTH, Math.max(needed, sums.length * 3L / 2)));
        }
        return sums;
    }

    private int length(long stacks) {
        long length = stacks * columns;
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a sum over " + stacks + " stacks with " + columns + " columns is larger than an array can be");
        }
        return (int) length;
    }

    /** The sum: stacks in ascending order, those that are zero in every column left out. */
    public SparseVector toVector() {
        int stacks = sums.length / columns;
        int n = 0;
        for (int s = 0; s < stacks; s++) {
            if (!isZero(s * columns)) {
                n++;
            }
        }
        int[] numbers = new int[n];
        long[] values = new long[n * columns];
        int row = 0;
        for (int s = 0; row < n; s++) {
            int at = s * columns;
            if (!isZero(at)) {
                numbers[row] = s;
                System.arraycopy(sums, at, values, row * columns, columns);
                row++;
            }
        }
        return new SparseVector(columns, numbers, values);
    }

    private boolean isZero(int at) {
        for (int c = 0; c < columns; c++) {
            if (sums[at + c] != 0) {
                return false;
            }
        }
        return true;
    }
}
