package io.tributary.profile.merge;

import java.util.Arrays;
import java.util.Optional;

/**
 * A sum of vectors of which each column is a multiple of the same numbers: those are added, and multiplied once in the end. Numbers and
 * factors are below 2^31, so no product and, before there are 2^32 vectors, no sum of numbers is beyond 64 bits. For one thread.
 */
final class Multiples {
    private final long[] factors;
    private long[] sums;

    private Multiples(long[] factors, int stacks) {
        this.factors = factors;
        this.sums = new long[stacks];
    }

    /**
     * One that holds zeros; empty where the factors are too large.
     *
     * @param stacks how many stacks to expect; more are taken too
     */
    static Optional<Multiples> of(long[] factors, int stacks) {
        return areSmall(Arrays.stream(factors).reduce(0, (a, b) -> a | b))
                ? Optional.of(new Multiples(factors.clone(), stacks))
                : Optional.empty();
    }

    /** @param bits all numbers' together */
    private static boolean areSmall(long bits) {
        return bits >>> 31 == 0;
    }

    /**
     * Adds n numbers.
     *
     * @param stacks strictly ascending
     * @return false when nothing was added, for a number is too large or the factors are others
     */
    boolean add(int[] stacks, int n, long[] numbers, long[] itsFactors) {
        if (!Arrays.equals(factors, itsFactors)) {
            return false;
        }
        if (n > 0 && stacks[n - 1] >= sums.length) {
            sums = Arrays.copyOf(sums, Math.max(stacks[n - 1] + 1, sums.length + (sums.length >> 1)));
        }
        long[] to = sums;
        long bits = 0;
        for (int i = 0; i < n; i++) {
            long number = numbers[i];
            bits |= number;
            to[stacks[i]] += number;
        }
        if (areSmall(bits)) {
            return true;
        }
        // Looked at on the way, since hardly any is too large: then all are taken off again.
        for (int i = 0; i < n; i++) {
            to[stacks[i]] -= numbers[i];
        }
        return false;
    }

    /** One past the last stack that may have something. */
    int stacks() {
        return sums.length;
    }

    /** The lower 64 bits of a stack's value. */
    long low(int stack, int column) {
        return sums[stack] * factors[column];
    }

    /** How many times 2^64 that value lacks. */
    int carry(int stack, int column) {
        return (int) (Math.multiplyHigh(sums[stack], factors[column]) + (low(stack, column) >>> 63));
    }
}
