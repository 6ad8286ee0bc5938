package io.tributary.storage.rocksdb;

import io.tributary.profile.dictionary.SparseVector;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Sums of values each multiplied by a factor of at most one: a gauge divided by its instance's number of scrapes, an increase
 * by the seconds it took. Kept in 128 bits in units of 2^-62 and added up exactly, so that it does not matter in which order
 * the values come, nor whether they were added up before: the one thing rounded is the factor, upwards, which moves a result by
 * less than its values' sum over 2^62. For one thread.
 */
final class ScaledSums {
    private static final int BITS = 62;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final int columns;
    private long[] high = new long[0];
    private long[] low = new long[0];
    /** How many times 2^128 a sum lacks, by its index; as short as it may be. */
    private int[] carries = new int[0];

    ScaledSums(int columns) {
        this.columns = columns;
    }

    /**
     * The factor that divides by a number.
     *
     * @param divisor positive
     */
    static long oneOf(int divisor) {
        return Math.ceilDiv(1L << BITS, divisor);
    }

    /** The factor that makes of so many nanoseconds' values those of a second. Less than a second counts as one. */
    static long perSecond(long nanos) {
        BigInteger[] quotient = BigInteger.valueOf(SECOND_NANOS)
                .shiftLeft(BITS)
                .divideAndRemainder(BigInteger.valueOf(Math.max(SECOND_NANOS, nanos)));
        return quotient[0].longValueExact() + quotient[1].signum();
    }

    /**
     * Adds the columns that have a sign.
     *
     * @param signs 1 for a column that is added, -1 for one that is taken off, 0 for one that is left out
     * @param factor by what each value is multiplied, in units of 2^-62
     */
    void add(SparseVector vector, int[] signs, long factor) {
        int[] stacks = vector.stacks();
        if (stacks.length == 0) {
            return;
        }
        ensure((stacks[stacks.length - 1] + 1) * columns);
        long[] values = vector.values();
        for (int i = 0; i < stacks.length; i++) {
            for (int c = 0; c < columns; c++) {
                long value = values[i * columns + c];
                // Most of a heap profile's stacks hold nothing any more.
                if (value != 0 && signs[c] != 0) {
                    add(stacks[i] * columns + c, value, signs[c] * factor);
                }
            }
        }
    }

    private void add(int at, long value, long factor) {
        long product = value * factor;
        long sum = low[at] + product;
        low[at] = sum;
        long more = Math.multiplyHigh(value, factor) + (Long.compareUnsigned(sum, product) < 0 ? 1 : 0);
        long before = high[at];
        high[at] = before + more;
        if (((before ^ high[at]) & (more ^ high[at])) < 0) {
            if (at >= carries.length) {
                carries = Arrays.copyOf(carries, high.length);
            }
            carries[at] += before < 0 ? -1 : 1;
        }
    }

    private void ensure(int length) {
        if (length > low.length) {
            int longer = Math.max(length, low.length * 3 / 2);
            high = Arrays.copyOf(high, longer);
            low = Arrays.copyOf(low, longer);
        }
    }

    /** The first column in which a whole part is beyond 64 bits, or -1. */
    int overflowedColumn() {
        for (int at = 0; at < high.length; at++) {
            if (high[at] >> (BITS - 1) != high[at] >> (Long.SIZE - 1) || (at < carries.length && carries[at] != 0)) {
                return at % columns;
            }
        }
        return -1;
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
