package io.tributary.profile.report;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Pairs of numbers, numbered densely in order of arrival; open addressing, without an object a pair. The hash is seeded
 * anew in every process, since the numbers come from profiles that others made.
 */
public final class PairTable {
    private static final long SEED = new SplittableRandom().nextLong();
    private static final long K1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long K2 = 0xD6E8_FEB8_6659_FD93L;

    private long[] pairs = new long[64];
    /** Number + 1, or 0 when free; a power of two. */
    private int[] slots = new int[128];

    private int size;

    /** The pair's number; a new one is {@link #size()} as it was before the call. */
    public int number(int first, int second) {
        long pair = (long) first << 32 | (second & 0xFFFF_FFFFL);
        int slot = slot(pair);
        while (slots[slot] != 0) {
            if (pairs[slots[slot] - 1] == pair) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        if (size == pairs.length) {
            grow();
            slot = slot(pair);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
        }
        pairs[size] = pair;
        slots[slot] = ++size;
        return size - 1;
    }

    private void grow() {
        if (slots.length > 1 << 29) {
            throw new IllegalStateException("more than " + size + " distinct pairs of frames");
        }
        pairs = Arrays.copyOf(pairs, pairs.length * 2);
        slots = new int[slots.length * 2];
        for (int i = 0; i < size; i++) {
            int slot = slot(pairs[i]);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = i + 1;
        }
    }

    private int slot(long pair) {
        long h = (pair ^ SEED) * K1;
        h = (h ^ (h >>> 32)) * K2;
        return (int) (h ^ (h >>> 29)) & (slots.length - 1);
    }

    public int size() {
        return size;
    }

    public int first(int number) {
        return (int) (pairs[number] >> 32);
    }

    public int second(int number) {
        return (int) pairs[number];
    }
}
