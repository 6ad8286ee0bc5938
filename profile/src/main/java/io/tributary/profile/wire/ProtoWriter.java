package io.tributary.profile.wire;

import java.util.Arrays;

/** Protobuf into a growing array. Messages nest by {@link #begin} and {@link #end}. */
final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private byte[] bytes;
    private int size;

    ProtoWriter(int capacity) {
        bytes = new byte[Math.max(capacity, 64)];
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** A varint field, its number at most 15; left out where it is zero, as proto3 does. */
    void number(int field, long value) {
        if (value != 0) {
            room(11);
            bytes[size++] = (byte) (field << 3 | VARINT);
            put(value);
        }
    }

    void flag(int field, boolean value) {
        number(field, value ? 1 : 0);
    }

    /** One element of a repeated varint field, zero too. */
    void element(long value) {
        room(10);
        put(value);
    }

    /**
     * Elements of a repeated varint field, {@code [from .. to)} of an array, the last one first.
     *
     * @param source not negative
     */
    void elementsBackwards(int[] source, int from, int to) {
        room(Math.multiplyExact(5, to - from));
        byte[] out = bytes;
        int at = size;
        for (int i = to - 1; i >= from; i--) {
            int rest = source[i];
            if (rest >>> 14 == 0) {
                // One byte or two without a branch: which it is cannot be foreseen.
                int more = (0x7f - rest) >>> 31;
                out[at] = (byte) ((rest & 0x7f) | (more << 7));
                out[at + 1] = (byte) (rest >>> 7);
                at += 1 + more;
            } else {
                size = at;
                put(rest);
                at = size;
            }
        }
        size = at;
    }

    void bytes(int field, byte[] source, int from, int length) {
        room(15 + length);
        put(field << 3 | BYTES);
        put(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** Starts a message or packed field; the answer goes to {@link #end}. */
    int begin(int field) {
        room(6);
        put(field << 3 | BYTES);
        // One byte for the length: more are made at the end in the rare case.
        return ++size;
    }

    void end(int start) {
        int length = size - start;
        int more = 0;
        for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
            more++;
        }
        if (more > 0) {
            room(more);
            System.arraycopy(bytes, start, bytes, start + more, length);
        }
        size = start - 1;
        put(length);
        size = start + more + length;
    }

    private void put(long value) {
        byte[] to = bytes;
        int at = size;
        if ((value & ~0x7fL) == 0) {
            to[at] = (byte) value;
            size = at + 1;
            return;
        }
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            to[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        size = at;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), size + (size >> 1)));
        }
    }
}
