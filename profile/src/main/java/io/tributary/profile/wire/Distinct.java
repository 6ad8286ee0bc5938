package io.tributary.profile.wire;

import java.util.SplittableRandom;

/** Finds rows with the same content. */
final class Distinct {
    /** What the rows hold. */
    interface Content {
        /** Equal for rows with the same content. */
        long hash(int row);

        boolean same(int a, int b);
    }

    /** Content comes from outside: without it a hostile target could send rows that all fall into one slot. */
    private static final long SEED = new SplittableRandom().nextLong();

    private Distinct() {}

    /** For each row that takes part the first one with the same content; what others get means nothing. */
    static int[] of(boolean[] used, Content content) {
        int[] first = new int[used.length];
        int mask = Integer.highestOneBit(Math.max(4, used.length)) * 4 - 1;
        int[] slots = new int[mask + 1];
        int[] hashes = new int[used.length];
        for (int row = 0; row < used.length; row++) {
            if (!used[row]) {
                continue;
            }
            int hash = (int) (content.hash(row) >>> 32);
            hashes[row] = hash;
            int slot = hash & mask;
            while (slots[slot] != 0) {
                int other = slots[slot] - 1;
                if (hashes[other] == hash && content.same(other, row)) {
                    break;
                }
                slot = (slot + 1) & mask;
            }
            if (slots[slot] == 0) {
                slots[slot] = row + 1;
            }
            first[row] = slots[slot] - 1;
        }
        return first;
    }

    /** The hash of nothing. */
    static long start() {
        return SEED;
    }

    /** One more number; their order matters. */
    static long step(long hash, long number) {
        long h = (hash ^ number) * 0x9e37_79b9_7f4a_7c15L;
        return h ^ (h >>> 29);
    }
}
