package io.tributary.profile.pgo;

/** Sums by pairs of numbers from −1 up, so that stacks with the same end are walked once. */
final class PairSums {
    /** What is done with a pair. */
    @FunctionalInterface
    interface Each {
        void take(int first, int second, long sum);
    }

    /** Of a slot that is free; no pair has it, for a pair's second number is not −1. */
    private static final long FREE = 0;

    private long[] keys = new long[2048];
    private long[] sums = new long[2048];
    private int size;

    /** @param second not −1 */
    void add(int first, int second, long value) {
        long key = (long) (first + 1) << 32 | second + 1;
        int at = slot(keys, key);
        if (keys[at] == FREE) {
            if (2 * ++size > keys.length) {
                grow();
                at = slot(keys, key);
            }
            keys[at] = key;
        }
        sums[at] = Math.addExact(sums[at], value);
    }

    private void grow() {
        long[] newKeys = new long[2 * keys.length];
        long[] newSums = new long[newKeys.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                int at = slot(newKeys, keys[i]);
                newKeys[at] = keys[i];
                newSums[at] = sums[i];
            }
        }
        keys = newKeys;
        sums = newSums;
    }

    private static int slot(long[] keys, long key) {
        long mixed = key * 0x9e37_79b9_7f4a_7c15L;
        int at = (int) (mixed >>> 33) & (keys.length - 1);
        while (keys[at] != FREE && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    void forEach(Each each) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                each.take((int) (keys[i] >>> 32) - 1, (int) keys[i] - 1, sums[i]);
            }
        }
    }
}
