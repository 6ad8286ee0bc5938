package io.tributary.profile.column;

import java.util.Arrays;

/** A growing array of {@code long}. */
public final class LongColumn {
    private long[] values;
    private int size;

    public LongColumn() {
        this(16);
    }

    public LongColumn(int capacity) {
        values = new long[Math.max(capacity, 4)];
    }

    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Growth.next(size));
        }
        values[size++] = value;
    }

    /**
     * The array itself, with room for that many more values: write from {@link #size} on and say so with {@link #fill}
     * before anything else is called.
     */
    public long[] room(int more) {
        long needed = (long) size + more;
        if (needed > values.length) {
            values = Arrays.copyOf(values, Growth.next(values.length, needed));
        }
        return values;
    }

    /** Counts the values written into {@link #room}. */
    public void fill(int newSize) {
        size = newSize;
    }

    public long get(int index) {
        return values[index];
    }

    public void set(int index, long value) {
        values[index] = value;
    }

    public int size() {
        return size;
    }

    /** Forgets the values and keeps the room. */
    public void clear() {
        size = 0;
    }

    /** A copy of the values. */
    public long[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
