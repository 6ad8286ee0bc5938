package io.tributary.profile.hash;

/**
 * Where rows are found again that have dense numbers: open addressing with linear probing. A slot holds a row's number + 1, or 0 when
 * free; a subclass keeps the rows and compares them, so a row costs four bytes a slot beside what it is. For one thread.
 */
public abstract class Slots {
    private static final int FIRST_SLOTS = 64;

    /** A power of two of them. */
    protected int[] slots = new int[FIRST_SLOTS];

    private int indexed;

    /** The hash of a row that is there, the same that found no row when it was added. */
    protected abstract int hash(int number);

    /** What says that there are too many rows. */
    protected abstract RuntimeException full(int rows);

    protected final int firstSlot(int hash) {
        return hash & (slots.length - 1);
    }

    protected final int nextSlot(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    /** Puts a row under its hash; more slots are made by the rows' own {@link #hash}. */
    protected final void index(int hash, int number) {
        if ((indexed + 1) * 5L > slots.length * 4L) {
            rehash();
        }
        place(hash, number);
        indexed++;
    }

    private void rehash() {
        if (slots.length > 1 << 29) {
            throw full(indexed);
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
}
