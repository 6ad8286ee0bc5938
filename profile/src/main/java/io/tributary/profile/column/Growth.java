package io.tributary.profile.column;

/** How columns grow. */
final class Growth {
    /** The largest array that every JVM grants. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private Growth() {}

    static int next(int size) {
        int grown = size < 1 << 20 ? size << 1 : size + (size >> 1);
        if (grown < 0 || grown > LARGEST) {
            if (size >= LARGEST) {
                throw new OutOfMemoryError("a column of more than " + LARGEST + " values");
            }
            return LARGEST;
        }
        return grown;
    }

    /** Room for {@code needed} values, and at least as much more as usual. */
    static int next(int size, long needed) {
        if (needed > LARGEST) {
            throw new OutOfMemoryError("a column of more than " + LARGEST + " values");
        }
        return Math.max(next(size), (int) needed);
    }
}
