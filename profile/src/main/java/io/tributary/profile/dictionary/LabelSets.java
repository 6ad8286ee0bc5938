package io.tributary.profile.dictionary;

import io.tributary.profile.hash.Hashing;

/**
 * Distinct sets of sample labels; set 0 is empty. The labels of a set are in canonical order (see {@link LabelSorter}),
 * so that equal sets are equal rows.
 */
final class LabelSets extends NumberedTable {
    /** Size + 1 ascending offsets into the label columns. */
    int[] offset = new int[8];

    int[] key = new int[8];
    /** String number of the value, 0 for a numeric label. */
    int[] string = new int[8];

    long[] number = new long[8];
    int[] unit = new int[8];

    LabelSets() {
        add(key, string, number, unit, 0);
    }

    /** Finds or adds the set of the first {@code count} labels of the given columns. */
    int add(int[] keys, int[] strings, long[] numbers, int[] units, int count) {
        int hash = hash(keys, strings, numbers, units, count);
        int known = find(hash, keys, strings, numbers, units, count);
        if (known >= 0) {
            return known;
        }
        int from = offset[size];
        long end = (long) from + count;
        offset = Columns.grow(offset, size + 2L, "label sets");
        key = Columns.grow(key, end, "labels");
        string = Columns.grow(string, end, "labels");
        number = Columns.grow(number, end, "labels");
        unit = Columns.grow(unit, end, "labels");
        System.arraycopy(keys, 0, key, from, count);
        System.arraycopy(strings, 0, string, from, count);
        System.arraycopy(numbers, 0, number, from, count);
        System.arraycopy(units, 0, unit, from, count);
        offset[size + 1] = (int) end;
        return indexNext(hash);
    }

    /** The set of these labels, or -1. */
    int find(int[] keys, int[] strings, long[] numbers, int[] units, int count) {
        return find(hash(keys, strings, numbers, units, count), keys, strings, numbers, units, count);
    }

    private int find(int hash, int[] keys, int[] strings, long[] numbers, int[] units, int count) {
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if (same(entry - 1, keys, strings, numbers, units, count)) {
                return entry - 1;
            }
            slot = nextSlot(slot);
        }
        return -1;
    }

    private static int hash(int[] keys, int[] strings, long[] numbers, int[] units, int count) {
        long h = Hashing.step(Hashing.start(), count);
        for (int i = 0; i < count; i++) {
            h = labelHash(h, keys[i], strings[i], numbers[i], units[i]);
        }
        return Hashing.finish(h);
    }

    /** How many labels all sets have. */
    int labels() {
        return offset[size];
    }

    private boolean same(int set, int[] keys, int[] strings, long[] numbers, int[] units, int count) {
        int from = offset[set];
        if (offset[set + 1] - from != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            int at = from + i;
            if (key[at] != keys[i] || string[at] != strings[i] || number[at] != numbers[i] || unit[at] != units[i]) {
                return false;
            }
        }
        return true;
    }

    private static long labelHash(long h, int key, int string, long number, int unit) {
        return Hashing.step(Hashing.step(Hashing.step(h, (long) key << 32 | string), number), unit);
    }

    @Override
    protected int hash(int set) {
        int from = offset[set];
        int to = offset[set + 1];
        long h = Hashing.step(Hashing.start(), to - from);
        for (int i = from; i < to; i++) {
            h = labelHash(h, key[i], string[i], number[i], unit[i]);
        }
        return Hashing.finish(h);
    }

    @Override
    long memoryBytes() {
        return slotBytes() + 4L * offset.length + 20L * key.length;
    }
}
