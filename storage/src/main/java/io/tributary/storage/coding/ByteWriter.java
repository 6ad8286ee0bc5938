package io.tributary.storage.coding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array. Whole numbers are varints: seven bits a byte, low ones first, as in protobuf. */
public final class ByteWriter {
    private byte[] bytes;
    private int size;

    public ByteWriter(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    public void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** A number read as unsigned: negative ones take ten bytes. */
    public void writeVarint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A number that may be negative: small in size when it is small, whatever its sign. */
    public void writeZigZag(long value) {
        writeVarint(value << 1 ^ value >> 63);
    }

    /** A number as eight bytes, for one that is as likely large as small. */
    public void writeLong(long value) {
        ensure(Long.BYTES);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Numbers that are each larger than the one before, by their distances less one; the first n. */
    void writeAscending(int[] numbers, int n) {
        int before = -1;
        for (int i = 0; i < n; i++) {
            writeVarint(numbers[i] - before - 1L);
            before = numbers[i];
        }
    }

    public void writeBytes(byte[] from, int offset, int length) {
        ensure(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** What another wrote. */
    void writeBytes(ByteWriter other) {
        writeBytes(other.bytes, 0, other.size);
    }

    public void writeString(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        writeVarint(utf8.length);
        writeBytes(utf8, 0, utf8.length);
    }

    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.addExact(size, Math.max(more, size)));
        }
    }
}
