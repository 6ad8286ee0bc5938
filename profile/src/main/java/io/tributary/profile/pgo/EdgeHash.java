package io.tributary.profile.pgo;

import java.util.SplittableRandom;

/** Hashes of what comes from profiles that others made: with a seed that is another in every process, so that nobody can choose collisions. */
final class EdgeHash {
    private static final long SEED = new SplittableRandom().nextLong();
    private static final long K1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long K2 = 0xD6E8_FEB8_6659_FD93L;

    private EdgeHash() {}

    static int of(int first, long second, int third) {
        long h = (((long) first << 32 | third) ^ SEED) * K1;
        h = (h ^ (h >>> 32) ^ second) * K2;
        h = (h ^ (h >>> 32)) * K1;
        return (int) (h ^ (h >>> 29));
    }

    static int of(int first, long second, long third, long fourth) {
        long h = (first ^ SEED) * K1;
        h = (h ^ (h >>> 32) ^ second) * K2;
        h = (h ^ (h >>> 32) ^ third) * K1;
        h = (h ^ (h >>> 32) ^ fourth) * K2;
        h = (h ^ (h >>> 32)) * K1;
        return (int) (h ^ (h >>> 29));
    }
}
