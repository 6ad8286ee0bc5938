package io.tributary.profile.dictionary;

import io.tributary.profile.hash.Hashing;

/**
 * What the label sets of a dictionary take: their distinct labels, how many values each key has, and bytes. It is what the tables say,
 * however they came to say it, so a dictionary that was replayed stops where it did before.
 */
final class LabelUse extends NumberedTable {
    /** Columns and slots of a stack. */
    static final int STACK_BYTES = 20;
    /** Of a label in a set. */
    private static final int LABEL_BYTES = 20;
    /** Of a label here. */
    private static final int VALUE_BYTES = 28;

    /** Of a label, but for its string. */
    static final int MOST_LABEL_BYTES = LABEL_BYTES + VALUE_BYTES;

    private final Tables tables;
    private int[] key = new int[8];
    private int[] string = new int[8];
    private long[] number = new long[8];
    private int[] unit = new int[8];
    /** By the key's string number. */
    private int[] values = new int[8];

    private int setsSeen;
    private int stacksSeen;
    private long bytes;

    LabelUse(Tables tables) {
        this.tables = tables;
    }

    /** Counts in what the dictionary gained. */
    void catchUp() {
        LabelSets sets = tables.labelSets;
        for (; setsSeen < sets.size; setsSeen++) {
            for (int l = sets.offset[setsSeen]; l < sets.offset[setsSeen + 1]; l++) {
                bytes += LABEL_BYTES;
                add(sets.key[l], sets.string[l], sets.number[l], sets.unit[l]);
            }
        }
        Stacks stacks = tables.stacks;
        for (; stacksSeen < stacks.size; stacksSeen++) {
            bytes += stacks.labelSet[stacksSeen] == 0 ? 0 : STACK_BYTES;
        }
    }

    private void add(int itsKey, int itsString, long itsNumber, int itsUnit) {
        if (find(itsKey, itsString, itsNumber, itsUnit) >= 0) {
            return;
        }
        key = Columns.grow(key, size + 1L, "labels");
        string = Columns.grow(string, size + 1L, "labels");
        number = Columns.grow(number, size + 1L, "labels");
        unit = Columns.grow(unit, size + 1L, "labels");
        values = Columns.grow(values, itsKey + 1L, "label keys");
        key[size] = itsKey;
        string[size] = itsString;
        number[size] = itsNumber;
        unit[size] = itsUnit;
        values[itsKey]++;
        bytes += VALUE_BYTES + tables.strings.offsets[itsString + 1] - tables.strings.offsets[itsString];
        indexNext(hash(size));
    }

    private int find(int itsKey, int itsString, long itsNumber, int itsUnit) {
        int slot = firstSlot(hash(itsKey, itsString, itsNumber, itsUnit));
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int n = entry - 1;
            if (key[n] == itsKey && string[n] == itsString && number[n] == itsNumber && unit[n] == itsUnit) {
                return n;
            }
            slot = nextSlot(slot);
        }
        return -1;
    }

    /** Whether a set has this label. */
    boolean has(int itsKey, int itsString, long itsNumber, int itsUnit) {
        return find(itsKey, itsString, itsNumber, itsUnit) >= 0;
    }

    /** How many values a key has. */
    int values(int itsKey) {
        return itsKey < values.length ? values[itsKey] : 0;
    }

    /** Of label sets, their strings, and stacks that have labels; about. */
    long bytes() {
        return bytes;
    }

    @Override
    protected int hash(int n) {
        return hash(key[n], string[n], number[n], unit[n]);
    }

    private static int hash(int key, int string, long number, int unit) {
        return Hashing.finish(Hashing.step(
                Hashing.step(Hashing.step(Hashing.start(), (long) key << 32 | string), number), unit));
    }

    @Override
    long memoryBytes() {
        return slotBytes() + 20L * key.length + 4L * values.length;
    }
}
