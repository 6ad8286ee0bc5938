package io.tributary.profile.column;

import java.util.Arrays;

/** A growing array of {@code int}. */
public final class IntColumn {
    private int[] values;
    private int size;

    public IntColumn() {
        this(16);
    }

    public IntColumn(int capacity) {
        values = new int[Math.max(capacity, 4)];
    }

    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Growth.next(size));
        }
        values[size++] = value;
    }

    public int get(int index) {
        return values[index];
    }

    public void set(int index, int value) {
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
    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
