package io.tributary.profile.merge;

import io.tributary.profile.dictionary.SparseVector;
import java.util.Arrays;
import java.util.Optional;

/**
 * A sum of vectors over one dictionary: a dense array by stack number, the values of a stack side by side, so that an
 * entry costs one cache line. For one thread.
 *
 * <p>Sums wrap at 64 bits, as pprof's do. {@link #overflowedColumn()} tells of it: what a wrapped sum lacks is kept beside it,
 * so that one that came back within 64 bits has not overflowed, in whatever order its parts came.
 */
public final class VectorAccumulator {
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private final int columns;
    private long[] sums;
    /** How many times 2^64 a sum lacks, by its index; as short as it may be, as hardly any lacks something. */
    private int[] carries = new int[0];
    /** What is not in the sums yet. */
    private Optional<Multiples> multiples = Optional.empty();

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
        long overflow = 0;
        for (int i = 0, v = 0; i < n; i++) {
            int at = stacks[i] * columns;
            for (int c = 0; c < columns; c++) {
                long before = to[at + c];
                long value = values[v++];
                long sum = before + value;
                to[at + c] = sum;
                overflow |= (before ^ sum) & (value ^ sum);
            }
        }
        if (overflow < 0) {
            for (int c = 0; c < columns; c++) {
                int column = c;
                carry(stacks, n, c, i -> values[i * columns + column]);
            }
        }
    }

    /**
     * Adds a vector that lies in columns.
     *
     * @param stacks strictly ascending
     * @param n how many of the stacks count, and values of each column
     * @param values one array for each column
     */
    public void add(int[] stacks, int n, long[][] values) {
        if (n == 0) {
            return;
        }
        long[] to = reserve(stacks[n - 1]);
        long overflow = columns == 2 ? addTwo(to, stacks, n, values[0], values[1]) : addAll(to, stacks, n, values);
        if (overflow < 0) {
            for (int c = 0; c < columns; c++) {
                long[] column = values[c];
                carry(stacks, n, c, i -> column[i]);
            }
        }
    }

    /** Says by its sign whether a sum went beyond 64 bits: asked for each value, that would cost a branch. */
    private static long addTwo(long[] to, int[] stacks, int n, long[] first, long[] second) {
        long overflow = 0;
        for (int i = 0; i < n; i++) {
            int at = stacks[i] * 2;
            long one = to[at] + first[i];
            long two = to[at + 1] + second[i];
            overflow |= (to[at] ^ one) & (first[i] ^ one);
            overflow |= (to[at + 1] ^ two) & (second[i] ^ two);
            to[at] = one;
            to[at + 1] = two;
        }
        return overflow;
    }

    private static long addAll(long[] to, int[] stacks, int n, long[][] values) {
        long overflow = 0;
        for (int i = 0; i < n; i++) {
            int at = stacks[i] * values.length;
            for (int c = 0; c < values.length; c++) {
                long sum = to[at + c] + values[c][i];
                overflow |= (to[at + c] ^ sum) & (values[c][i] ^ sum);
                to[at + c] = sum;
            }
        }
        return overflow;
    }

    /**
     * Adds a vector of which each column is a multiple of the same numbers, as CPU time is of samples. The numbers alone are added,
     * and multiplied once in the end.
     *
     * @param factors one for each column
     * @return false when nothing was added, for it would not be exact or the factors are not those of the first such vector: then
     *     the columns are to be added
     */
    public boolean addMultiples(int[] stacks, int n, long[] values, long[] factors) {
        if (multiples.isEmpty()) {
            multiples = Multiples.of(factors, sums.length / columns);
        }
        return multiples.isPresent() && multiples.get().add(stacks, n, values, factors);
    }

    /** Puts the multiples to the sums. */
    private void settle() {
        if (multiples.isEmpty()) {
            return;
        }
        Multiples from = multiples.get();
        multiples = Optional.empty();
        reserve(from.stacks() - 1);
        for (int stack = 0; stack < from.stacks(); stack++) {
            for (int c = 0; c < columns; c++) {
                put(stack * columns + c, from.low(stack, c), from.carry(stack, c));
            }
        }
    }

    private void put(int at, long value, int carry) {
        int lacking = carry + (isWrapped(sums[at], value) ? value < 0 ? -1 : 1 : 0);
        if (lacking != 0) {
            lack(at, lacking);
        }
        sums[at] += value;
    }

    /**
     * Adds every entry of some columns, and takes off those of others.
     *
     * @param signs 1 for a column that is added, -1 for one that is taken off, 0 for one that is left out
     */
    public void add(SparseVector vector, int[] signs) {
        int[] stacks = vector.stacks();
        if (stacks.length == 0) {
            return;
        }
        if (vector.columns() != columns) {
            throw new IllegalArgumentException(
                    "a vector of " + vector.columns() + " columns added to a sum of " + columns);
        }
        long[] to = reserve(stacks[stacks.length - 1]);
        long[] values = vector.values();
        for (int i = 0; i < stacks.length; i++) {
            for (int c = 0; c < columns; c++) {
                int at = stacks[i] * columns + c;
                long before = to[at];
                long value = values[i * columns + c];
                to[at] = before + signs[c] * value;
                if (signs[c] > 0 ? isWrapped(before, value) : signs[c] < 0 && isWrapped(to[at], value)) {
                    // Taking off wraps where putting it back would.
                    lack(at, before < 0 ? -1 : 1);
                }
            }
        }
    }

    /** Adds what another sum of as many columns has. */
    public void add(VectorAccumulator other) {
        if (other.columns != columns) {
            throw new IllegalArgumentException("a sum of " + other.columns + " columns added to one of " + columns);
        }
        other.settle();
        int stacks = other.sums.length / columns;
        reserve(stacks - 1);
        for (int at = 0; at < stacks * columns; at++) {
            put(at, other.sums[at], at < other.carries.length ? other.carries[at] : 0);
        }
    }

    /** Whether {@code a + b} is beyond 64 bits. */
    private static boolean isWrapped(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0;
    }

    /** The values of a column that were added. */
    private interface Added {
        /** The value added to the stack of a row. */
        long value(int row);
    }

    /**
     * Takes down which of the sums wrapped when a column was just added: for who has noticed that one did.
     *
     * @param stacks the stacks to which something was added, each once
     * @param n how many of them
     */
    private void carry(int[] stacks, int n, int column, Added added) {
        for (int i = 0; i < n; i++) {
            int at = stacks[i] * columns + column;
            long value = added.value(i);
            if (isWrapped(sums[at] - value, value)) {
                lack(at, value < 0 ? -1 : 1);
            }
        }
    }

    private void lack(int at, int carry) {
        if (at >= carries.length) {
            carries = Arrays.copyOf(carries, sums.length);
        }
        carries[at] += carry;
    }

    /** The first column in which a sum is beyond 64 bits, or -1. */
    public int overflowedColumn() {
        settle();
        for (int at = 0; at < carries.length; at++) {
            if (carries[at] != 0) {
                return at % columns;
            }
        }
        return -1;
    }

    /** Makes room for stacks up to this one and gives the sums: the values of stack {@code s} begin at {@code s × columns}. */
    private long[] reserve(int lastStack) {
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
        settle();
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
