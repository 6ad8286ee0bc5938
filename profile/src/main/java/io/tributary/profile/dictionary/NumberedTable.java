package io.tributary.profile.dictionary;

import io.tributary.profile.hash.Slots;

/** Rows numbered densely in order of arrival; a subclass keeps the columns and compares them. */
abstract class NumberedTable extends Slots {
    /** Rows so far. */
    int size;

    /** Puts row {@code size} under its hash and counts it. */
    final int indexNext(int hash) {
        int number = size++;
        index(hash, number);
        return number;
    }

    @Override
    protected final RuntimeException full(int rows) {
        return new DictionaryFullException("the dictionary holds " + size + " rows of one kind and cannot take more");
    }

    /** Bytes held by the slots and the columns. */
    abstract long memoryBytes();

    final long slotBytes() {
        return 4L * slots.length;
    }
}
