package io.tributary.storage.rocksdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes and reads the parts of keys. */
final class KeyBuffer {
    private static final int MAX_KEY = 1024;

    private final ByteBuffer buffer;

    private KeyBuffer(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    static KeyBuffer writing() {
        return new KeyBuffer(ByteBuffer.allocate(MAX_KEY));
    }

    /** Reading beyond the end throws {@link java.nio.BufferUnderflowException}. */
    static KeyBuffer reading(byte[] key) {
        return new KeyBuffer(ByteBuffer.wrap(key));
    }

    KeyBuffer putByte(int value) {
        buffer.put((byte) value);
        return this;
    }

    KeyBuffer putInt(int value) {
        buffer.putInt(value);
        return this;
    }

    /** Signed numbers in their own order: the sign bit is turned. */
    KeyBuffer putLong(long value) {
        buffer.putLong(value ^ Long.MIN_VALUE);
        return this;
    }

    KeyBuffer putText(String text) {
        buffer.put(text.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
        return this;
    }

    KeyBuffer putDigest(Digest digest) {
        buffer.put(digest.bytes());
        return this;
    }

    byte[] toBytes() {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    int getByte() {
        return buffer.get();
    }

    int getInt() {
        return buffer.getInt();
    }

    long getLong() {
        return buffer.getLong() ^ Long.MIN_VALUE;
    }

    String getText() {
        int from = buffer.position();
        int end = from;
        while (buffer.get(end) != 0) {
            end++;
        }
        buffer.position(end + 1);
        byte[] text = new byte[end - from];
        buffer.get(from, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    Digest getDigest(int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new Digest(bytes);
    }

    boolean atEnd() {
        return !buffer.hasRemaining();
    }
}
