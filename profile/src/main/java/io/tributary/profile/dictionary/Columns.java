package io.tributary.profile.dictionary;

import java.util.Arrays;

/**
 * Arrays that grow by copying. The old array stays as it was, so a view that holds it goes on reading it; rows below a
 * view's size are never written again.
 */
final class Columns {
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private Columns() {}

    static int[] grow(int[] array, long needed, String what) {
        return needed <= array.length ? array : Arrays.copyOf(array, capacity(array.length, needed, what));
    }

    static long[] grow(long[] array, long needed, String what) {
        return needed <= array.length ? array : Arrays.copyOf(array, capacity(array.length, needed, what));
    }

    static byte[] grow(byte[] array, long needed, String what) {
        return needed <= array.length ? array : Arrays.copyOf(array, capacity(array.length, needed, what));
    }

    /** Large arrays grow by a quarter: less is left empty, and copying still costs little for each row added. */
    private static int capacity(int length, long needed, String what) {
        if (needed > MAX_LENGTH) {
            throw new DictionaryFullException(
                    "the dictionary's " + what + " would need " + needed + " entries, " + MAX_LENGTH + " are possible");
        }
        long more = length + (length < 4096 ? length : length >> 2) + 8L;
        return (int) Math.min(MAX_LENGTH, Math.max(more, needed));
    }
}
