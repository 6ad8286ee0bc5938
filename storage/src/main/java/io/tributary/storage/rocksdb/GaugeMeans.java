package io.tributary.storage.rocksdb;

import io.tributary.profile.dictionary.SparseVector;
import java.util.Arrays;

/**
 * A sum of gauges, each divided by its instance's number of scrapes. Kept in 128 bits in units of 2^-62 and added up
 * exactly, so that it does not matter in which order the scrapes come, nor whether they were added up before: the one thing
 * rounded is 1/scrapes, upwards, which moves a mean by less than its sum over 2^62. For one thread.
 */
final class GaugeMeans {
    private static final int BITS = 62;

    private final int columns;
    private long[] high = new long[0];
    private long[] low = new long[0];

    GaugeMeans(int columns) {
        this.columns = columns;
    }

    /**
     * Adds the columns whose weight is not 0.
     *
     * @param scrapes by how many to divide, positive
     */
    void add(SparseVector vector, int[] weights, int scrapes) {
        int[] stacks = vector.stacks();
        if (stacks.length == 0) {
            return;
        }
        ensure((stacks[stacks.length - 1] + 1) * columns);
        long share = Math.ceilDiv(1L << BITS, scrapes);
        long[] values = vector.values();
        for (int i = 0; i < stacks.length; i++) {
            for (int c = 0; c < columns; c++) {
                long value = values[i * columns + c] * weights[c];
                // Most of a heap profile's stacks hold nothing any more.
                if (value != 0) {
                    add(stacks[i] * columns + c, value, share);
                }
            }
        }
    }

    private void add(int at, long value, long share) {
        long product = value * share;
        long sum = low[at] + product;
        low[at] = sum;
        high[at] += Math.multiplyHigh(value, share) + (Long.compareUnsigned(sum, product) < 0 ? 1 : 0);
    }

    private void ensure(int length) {
        if (length > low.length) {
            int longer = Math.max(length, low.length * 3 / 2);
            high = Arrays.copyOf(high, longer);
            low = Arrays.copyOf(low, longer);
        }
    }

    /** The whole parts, rounded down; what is left of them are the {@link #fractions}. */
    SparseVector wholes() {
        return vector(at -> high[at] << (Long.SIZE - BITS) | low[at] >>> BITS);
    }

    /** The rest in units of {@link Fractions}, rounded up so that halves stay halves. */
    SparseVector fractions() {
        long belowOne = (1L << BITS) - 1;
        long roundUp = (1L << (BITS - Fractions.BITS)) - 1;
        return vector(at -> ((low[at] & belowOne) + roundUp) >>> (BITS - Fractions.BITS));
    }

    private interface Value {
        long at(int index);
    }

    private SparseVector vector(Value value) {
        int stacks = low.length / columns;
        int[] numbers = new int[stacks];
        long[] values = new long[stacks * columns];
        int n = 0;
        for (int s = 0; s < stacks; s++) {
            boolean isZero = true;
            for (int c = 0; c < columns; c++) {
                long each = value.at(s * columns + c);
                values[n * columns + c] = each;
                isZero &= each == 0;
            }
            if (!isZero) {
                numbers[n++] = s;
            }
        }
        return new SparseVector(columns, Arrays.copyOf(numbers, n), Arrays.copyOf(values, n * columns));
    }
}
