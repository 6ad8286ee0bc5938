package io.tributary.profile.wire;

import io.tributary.profile.column.LongColumn;

/**
 * Reads protobuf's wire format from a byte array, as much of it as a profile needs. Every read stays below the current
 * limit, which is the end of the innermost message entered.
 */
final class WireInput {
    /** The bytes end where more should come, or are no protobuf. Without a stack trace: whoever catches it knows more. */
    static final class MalformedWireException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedWireException() {
            super(null, null, false, false);
        }
    }

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int LONGEST_VARINT = 10;
    /** More than one sample has of anything. */
    private static final int MUCH = 1 << 16;

    private final byte[] bytes;
    private int at;
    private int limit;

    WireInput(byte[] bytes) {
        this.bytes = bytes;
        this.limit = bytes.length;
    }

    /** Bytes read so far. */
    int position() {
        return at;
    }

    /** Bytes up to the limit. */
    int left() {
        return limit - at;
    }

    /** The next field's tag, or 0 at the limit. */
    int tag() throws MalformedWireException {
        if (at == limit) {
            return 0;
        }
        int b = bytes[at];
        if (b >= 1 << 3) {
            at++;
            return b;
        }
        long tag = varint();
        // Field 0 does not exist; numbers end at 2^29.
        if (tag >>> 32 != 0 || tag >>> 3 == 0) {
            throw new MalformedWireException();
        }
        return (int) tag;
    }

    long varint() throws MalformedWireException {
        if (at < limit && bytes[at] >= 0) {
            return bytes[at++];
        }
        return longVarint();
    }

    private long longVarint() throws MalformedWireException {
        // As ids and the numbers of strings mostly are.
        if (limit - at >= 2 && bytes[at + 1] >= 0) {
            int value = (bytes[at] & 0x7f) | bytes[at + 1] << 7;
            at += 2;
            return value;
        }
        return longerVarint();
    }

    private long longerVarint() throws MalformedWireException {
        byte[] in = bytes;
        int i = at;
        int end = Math.min(limit, i + LONGEST_VARINT);
        long value = 0;
        for (int shift = 0; i < end; shift += 7) {
            byte b = in[i++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                at = i;
                return value;
            }
        }
        at = i;
        throw new MalformedWireException();
    }

    boolean bool() throws MalformedWireException {
        return varint() != 0;
    }

    /** How many varints end in the next {@code length} bytes. */
    int countVarints(int length) {
        int count = 0;
        for (int i = at; i < at + length; i++) {
            // The high bit says that another byte follows.
            count += ~bytes[i] >>> 31;
        }
        return count;
    }

    /** Adds the varints of the next {@code length} bytes. */
    void varints(LongColumn column, int length) throws MalformedWireException {
        int end = at + length;
        // To count takes time, room for what does not come takes memory: eight times the bytes.
        long[] values = column.room(length > MUCH ? countVarints(length) : length);
        int size = column.size();
        byte[] in = bytes;
        int i = at;
        while (i < end) {
            byte b = in[i++];
            long value = b;
            if (b < 0) {
                value = b & 0x7f;
                int shift = 7;
                do {
                    if (i == end || shift > 63) {
                        at = i;
                        throw new MalformedWireException();
                    }
                    b = in[i++];
                    value |= (b & 0x7fL) << shift;
                    shift += 7;
                } while (b < 0);
            }
            values[size++] = value;
        }
        at = i;
        column.fill(size);
    }

    /** Narrows the input to the next {@code length} bytes, which must be there; gives the limit to go back to. */
    int enter(int length) {
        int outer = limit;
        limit = at + length;
        return outer;
    }

    /** Goes back to the limit that {@link #enter} gave. */
    void leave(int outer) {
        limit = outer;
    }

    void skip(int length) throws MalformedWireException {
        if (length > limit - at) {
            at = limit;
            throw new MalformedWireException();
        }
        at += length;
    }
}
