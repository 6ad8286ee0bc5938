package io.tributary.profile;

import java.nio.charset.StandardCharsets;

/**
 * Strings as their UTF-8 bytes in one array, which may have other bytes between them. String 0 is the empty string, as in
 * {@code profile.proto}. Bytes are kept as they came, so a name that is not valid UTF-8 survives a round trip.
 */
public final class StringTable {
    private final byte[] bytes;
    private final int[] offsets;
    private final int[] lengths;

    /**
     * @param bytes where the strings' bytes are; handed over
     * @param offsets each string's first byte; handed over
     * @param lengths as many, each string's length in bytes; handed over
     */
    public StringTable(byte[] bytes, int[] offsets, int[] lengths) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.lengths = lengths;
    }

    /**
     * Strings that stand one after the other.
     *
     * @param bytes the strings' bytes; handed over
     * @param offsets n + 1 ascending offsets into {@code bytes}; string {@code i} is {@code [offsets[i], offsets[i + 1])};
     *     handed over
     */
    public StringTable(byte[] bytes, int[] offsets) {
        this(bytes, offsets, lengths(offsets));
    }

    private static int[] lengths(int[] offsets) {
        int[] lengths = new int[offsets.length - 1];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = offsets[i + 1] - offsets[i];
        }
        return lengths;
    }

    /** The number of strings, the empty one included. */
    public int size() {
        return lengths.length;
    }

    /** The string's first byte in {@link #bytes()}. */
    public int offset(int string) {
        return offsets[string];
    }

    /** The string's length in bytes. */
    public int length(int string) {
        return lengths[string];
    }

    /** The backing bytes, not a copy: for reading only. */
    public byte[] bytes() {
        return bytes;
    }

    /** The string, decoded anew at each call. */
    public String get(int string) {
        return new String(bytes, offset(string), length(string), StandardCharsets.UTF_8);
    }
}
