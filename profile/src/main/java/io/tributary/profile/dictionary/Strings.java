package io.tributary.profile.dictionary;

import io.tributary.profile.hash.Hashing;
import java.util.Arrays;

/** Distinct strings as UTF-8 bytes, one after the other in one pool; string 0 is the empty one. */
final class Strings extends NumberedTable {
    byte[] bytes = new byte[1024];
    /** Size + 1 ascending offsets. */
    int[] offsets = new int[32];
    /** Spares reading the bytes of strings that only share a slot. */
    private int[] hashes = new int[32];

    Strings() {
        add(bytes, 0, 0);
    }

    int add(byte[] from, int offset, int length) {
        int hash = Hashing.bytes(from, offset, length);
        int known = find(hash, from, offset, length);
        if (known >= 0) {
            return known;
        }
        int end = offsets[size];
        bytes = Columns.grow(bytes, (long) end + length, "string pool");
        offsets = Columns.grow(offsets, size + 2L, "strings");
        hashes = Columns.grow(hashes, size + 1L, "strings");
        System.arraycopy(from, offset, bytes, end, length);
        offsets[size + 1] = end + length;
        hashes[size] = hash;
        return indexNext(hash);
    }

    /** The string {@code from[offset .. offset + length)}, or -1. */
    int find(byte[] from, int offset, int length) {
        return find(Hashing.bytes(from, offset, length), from, offset, length);
    }

    private int find(int hash, byte[] from, int offset, int length) {
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int number = entry - 1;
            if (hashes[number] == hash
                    && Arrays.equals(bytes, offsets[number], offsets[number + 1], from, offset, offset + length)) {
                return number;
            }
            slot = nextSlot(slot);
        }
        return -1;
    }

    /** Bytes of all strings. */
    int length() {
        return offsets[size];
    }

    /** Whether a string is {@code from[offset .. offset + length)}. */
    boolean is(int number, byte[] from, int offset, int length) {
        return Arrays.equals(bytes, offsets[number], offsets[number + 1], from, offset, offset + length);
    }

    int compare(int a, int b) {
        return Arrays.compareUnsigned(bytes, offsets[a], offsets[a + 1], bytes, offsets[b], offsets[b + 1]);
    }

    @Override
    protected int hash(int number) {
        return hashes[number];
    }

    @Override
    long memoryBytes() {
        return slotBytes() + bytes.length + 4L * (offsets.length + hashes.length);
    }
}
