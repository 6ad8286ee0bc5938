package io.tributary.storage.coding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote, within the bounds given, and says at which byte something is wrong. */
public final class ByteReader {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = Long.BYTES;
    /** The bit of each of eight bytes that says that a number goes on. */
    private static final long GOES_ON = 0x8080_8080_8080_8080L;

    private final String what;
    private final byte[] bytes;
    private final int end;
    private int position;

    /**
     * Reads from the first byte.
     *
     * @param what what the bytes are, for messages: "dictionary segment"
     */
    public ByteReader(String what, byte[] bytes) {
        this(what, bytes, 0, bytes.length);
    }

    private ByteReader(String what, byte[] bytes, int from, int end) {
        this.what = what;
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public int readByte(String field) throws CorruptDataException {
        if (position == end) {
            throw corrupt(field + " is cut off");
        }
        return bytes[position++] & 0xFF;
    }

    public long readVarint(String field) throws CorruptDataException {
        if (position < end && bytes[position] >= 0) {
            return bytes[position++];
        }
        return readLongVarint(field);
    }

    private long readLongVarint(String field) throws CorruptDataException {
        long value = 0;
        int at = position;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw corrupt(field + " is cut off");
            }
            byte b = bytes[at++];
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                if (shift == 63 && b > 1) {
                    break;
                }
                position = at;
                return value;
            }
        }
        throw corrupt(field + " is a number of more than 64 bits");
    }

    /**
     * So many varints, each at least a byte.
     *
     * @param n not negative
     */
    public long[] readVarints(int n, String field) throws CorruptDataException {
        if (n > remaining()) {
            throw corrupt(field + " is cut off");
        }
        long[] all = new long[n];
        readVarints(all, n, field);
        return all;
    }

    /** Fills the first n places, as {@link #readVarint} for each. */
    void readVarints(long[] to, int n, String field) throws CorruptDataException {
        byte[] from = bytes;
        int at = position;
        int i = 0;
        while (i < n) {
            if (n - i >= WORD && end - at >= WORD) {
                // Most numbers are one byte, so eight are looked at together.
                long word = (long) WORDS.get(from, at);
                if ((word & GOES_ON) == 0) {
                    for (int k = 0; k < WORD; k++) {
                        to[i + k] = (word >>> (Byte.SIZE * k)) & 0x7F;
                    }
                    i += WORD;
                    at += WORD;
                    continue;
                }
                for (int alone = shortOnes(word); alone > 0; alone--) {
                    to[i++] = from[at++];
                }
            }
            if (at < end && from[at] >= 0) {
                to[i] = from[at++];
            } else if (at + 1 < end && from[at + 1] >= 0) {
                to[i] = (from[at] & 0x7F) | (from[at + 1] << 7);
                at += 2;
            } else {
                position = at;
                to[i] = readLongVarint(field);
                at = position;
            }
            i++;
        }
        position = at;
    }

    /** How many of eight bytes are numbers of their own before the first that goes on in the next. */
    private static int shortOnes(long word) {
        return Long.numberOfTrailingZeros(word & GOES_ON) >>> 3;
    }

    /** Fills the first n places with numbers in {@code [0, 2^31 - 1)} that each are larger than the one before, told by their distances less one. */
    void readAscending(int[] to, int n, String field) throws CorruptDataException {
        byte[] from = bytes;
        int at = position;
        long last = -1;
        int i = 0;
        while (i < n) {
            if (n - i >= WORD && end - at >= WORD) {
                long word = (long) WORDS.get(from, at);
                if ((word & GOES_ON) == 0) {
                    for (int k = 0; k < WORD; k++) {
                        last += 1 + ((word >>> (Byte.SIZE * k)) & 0x7F);
                        to[i + k] = (int) last;
                    }
                    i += WORD;
                    at += WORD;
                    checkAscending(last, at, field);
                    continue;
                }
                for (int alone = shortOnes(word); alone > 0; alone--) {
                    last += 1 + from[at++];
                    to[i++] = (int) last;
                }
            }
            if (at < end && from[at] >= 0) {
                last += 1L + from[at++];
            } else if (at + 1 < end && from[at + 1] >= 0) {
                last += 1L + ((from[at] & 0x7F) | (from[at + 1] << 7));
                at += 2;
            } else {
                position = at;
                last += 1L + readInt(field + "'s delta", Integer.MAX_VALUE);
                at = position;
            }
            checkAscending(last, at, field);
            to[i++] = (int) last;
        }
        position = at;
    }

    private void checkAscending(long last, int at, String field) throws CorruptDataException {
        if (last >= Integer.MAX_VALUE) {
            position = at;
            throw corrupt(field + " is " + last + ", not in [0, " + Integer.MAX_VALUE + ")");
        }
    }

    public long readLong(String field) throws CorruptDataException {
        return (long) WORDS.get(bytes, skip(Long.BYTES, field));
    }

    public long readZigZag(String field) throws CorruptDataException {
        long value = readVarint(field);
        return value >>> 1 ^ -(value & 1);
    }

    /** A number in {@code [0, limit)}. */
    public int readInt(String field, long limit) throws CorruptDataException {
        return checked(readVarint(field), field, limit);
    }

    /** A number in {@code [0, limit)} that was found by a delta. */
    public int checked(long value, String field, long limit) throws CorruptDataException {
        if (value < 0 || value >= limit) {
            throw corrupt(field + " is " + value + ", not in [0, " + limit + ")");
        }
        return (int) value;
    }

    /** How many items follow that take at least one byte each: never more than there are bytes. */
    public int readCount(String field) throws CorruptDataException {
        long count = readVarint(field);
        if (count < 0 || count > remaining()) {
            throw corrupt(field + " is " + Long.toUnsignedString(count) + " where " + remaining() + " bytes are left");
        }
        return (int) count;
    }

    public String readString(String field) throws CorruptDataException {
        int length = readCount(field + "'s length");
        int from = skip(length, field);
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** Goes over {@code length} bytes and gives the position of the first. */
    public int skip(int length, String field) throws CorruptDataException {
        if (length > remaining()) {
            throw corrupt(field + " is cut off");
        }
        int from = position;
        position += length;
        return from;
    }

    /** Goes over the next bytes if they are these, and says whether they were. */
    boolean skipIfNext(byte[] expected) {
        int to = position + expected.length;
        if (to > end || !Arrays.equals(bytes, position, to, expected, 0, expected.length)) {
            return false;
        }
        position = to;
        return true;
    }

    /** A copy of what was read since this position. */
    byte[] bytesSince(int from) {
        return Arrays.copyOfRange(bytes, from, position);
    }

    /** A copy of the next {@code length} bytes. */
    public byte[] readBytes(int length, String field) throws CorruptDataException {
        int from = skip(length, field);
        return Arrays.copyOfRange(bytes, from, position);
    }

    /** The next {@code length} bytes as a reader of their own. */
    public ByteReader slice(int length, String field) throws CorruptDataException {
        int from = skip(length, field);
        return new ByteReader(what, bytes, from, from + length);
    }

    /** What was read has to be all there is. */
    public void expectEnd() throws CorruptDataException {
        if (position != end) {
            throw corrupt(remaining() + " bytes follow the end");
        }
    }

    public CorruptDataException corrupt(String problem) {
        return new CorruptDataException(what + ", byte " + position + ": " + problem);
    }
}
