package io.tributary.profile.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Hashes for tables with open addressing. They are seeded anew in every process, so that nobody can prepare a profile whose
 * rows all collide; nothing that leaves the process may depend on them.
 */
public final class Hashing {
    private static final long SEED = new SplittableRandom().nextLong();
    private static final long K1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long K2 = 0xD6E8_FEB8_6659_FD93L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Hashing() {}

    /** What a hash of several words begins with. */
    public static long start() {
        return SEED;
    }

    /** One more word; the order of words matters. */
    public static long step(long hash, long word) {
        return Long.rotateLeft((hash ^ word) * K1, 29) + hash;
    }

    /** The hash of the words that were stepped over. */
    public static int finish(long hash) {
        long h = (hash ^ (hash >>> 32)) * K2;
        return (int) (h ^ (h >>> 29));
    }

    /** The hash of {@code bytes[from .. from + length)}. */
    public static int bytes(byte[] bytes, int from, int length) {
        long h = step(SEED, length);
        int i = from;
        int end = from + length;
        for (; i <= end - 8; i += 8) {
            h = step(h, (long) LONGS.get(bytes, i));
        }
        if (i < end) {
            long tail = 0;
            for (; i < end; i++) {
                tail = tail << 8 | (bytes[i] & 0xFF);
            }
            h = step(h, tail);
        }
        return finish(h);
    }
}
