package io.tributary.profile.dictionary;

/**
 * Rows numbered densely in order of arrival, found again by open addressing with linear probing. A slot holds a row's
 * number + 1, or 0 when free; a subclass keeps the columns and compares them, so a row costs four bytes a slot beside
 * its columns.
 */
abstract class NumberedTable {
    private static final int FIRST_SLOTS = 64;

    /** Power of two. */
    int[] slots = new int[FIRST_SLOTS];

    /** Rows so far. */
    int size;

    private int indexed;

    /** The hash of a row that is there, the same that found no row when it was added. */
    abstract int hash(int number);

    final int firstSlot(int hash) {
        return hash & (slots.length - 1);
    }

    final int nextSlot(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    /** Puts row {@code size} under its hash and counts it. */
    final int indexNext(int hash) {
        int number = size++;
        if ((indexed + 1) * 5L > slots.length * 4L) {
            rehash();
        }
        place(hash, number);
        indexed++;
        return number;
    }

    private void rehash() {
        if (slots.length > 1 << 29) {
            throw new DictionaryFullException(
                    "the dictionary holds " + size + " rows of one kind and cannot take more");
        }
        int[] old = slots;
        slots = new int[old.length * 2];
        for (int entry : old) {
            if (entry != 0) {
                place(hash(entry - 1), entry - 1);
            }
        }
    }

    private void place(int hash, int number) {
        int slot = firstSlot(hash);
        while (slots[slot] != 0) {
            slot = nextSlot(slot);
        }
        slots[slot] = number + 1;
    }

    /** Bytes held by the slots and the columns. */
    abstract long memoryBytes();

    final long slotBytes() {
        return 4L * slots.length;
    }
}
