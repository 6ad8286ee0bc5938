package io.tributary.profile.report;

import io.tributary.profile.hash.Hashing;
import io.tributary.profile.hash.Slots;
import java.util.Arrays;

/** Pairs of numbers, numbered densely in order of arrival, without an object a pair. */
public final class PairTable extends Slots {
    private long[] pairs = new long[64];
    private int size;

    /** The pair's number; a new one is {@link #size()} as it was before the call. */
    public int number(int first, int second) {
        long pair = (long) first << 32 | (second & 0xFFFF_FFFFL);
        int hash = hash(pair);
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if (pairs[entry - 1] == pair) {
                return entry - 1;
            }
            slot = nextSlot(slot);
        }
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, pairs.length * 2);
        }
        pairs[size] = pair;
        index(hash, size);
        return size++;
    }

    @Override
    protected int hash(int number) {
        return hash(pairs[number]);
    }

    private static int hash(long pair) {
        return Hashing.finish(Hashing.step(Hashing.start(), pair));
    }

    @Override
    protected RuntimeException full(int rows) {
        return new IllegalStateException("more than " + rows + " distinct pairs of frames");
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
