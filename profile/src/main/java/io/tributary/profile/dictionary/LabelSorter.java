package io.tributary.profile.dictionary;

import io.tributary.profile.SampleTable;

/**
 * Brings the labels of one sample into canonical order, in terms of a dictionary's strings: string labels by key, then
 * numeric labels by key, the values of one key in the order they came. That order decides what pprof calls the same
 * sample. A numeric label that is zero and has no unit is left out: pprof does not read it.
 */
final class LabelSorter {
    private final Strings strings;
    int count;
    int[] key = new int[8];
    int[] string = new int[8];
    long[] number = new long[8];
    int[] unit = new int[8];

    LabelSorter(Strings strings) {
        this.strings = strings;
    }

    void clear() {
        count = 0;
    }

    /** Whether pprof does not read a label. */
    static boolean isPassedOver(SampleTable samples, int label) {
        return samples.labelString()[label] == 0
                && samples.labelNumber()[label] == 0
                && samples.labelUnit()[label] == 0;
    }

    /** Adds that labels of a key are left out. */
    void addLeftOut(int itsKey) {
        insert(itsKey, 0, 0, 0);
    }

    /** Adds the label {@code label} of {@code samples}, whose strings have the given numbers in the dictionary. */
    void add(int itsKey, int itsString, long itsNumber, int itsUnit) {
        if (itsString == 0 && itsNumber == 0 && itsUnit == 0) {
            return;
        }
        insert(itsKey, itsString, itsNumber, itsUnit);
    }

    private void insert(int itsKey, int itsString, long itsNumber, int itsUnit) {
        key = Columns.grow(key, count + 1L, "labels of one sample");
        string = Columns.grow(string, count + 1L, "labels of one sample");
        number = Columns.grow(number, count + 1L, "labels of one sample");
        unit = Columns.grow(unit, count + 1L, "labels of one sample");
        int at = count++;
        while (at > 0 && isBefore(itsKey, itsString, at - 1)) {
            key[at] = key[at - 1];
            string[at] = string[at - 1];
            number[at] = number[at - 1];
            unit[at] = unit[at - 1];
            at--;
        }
        key[at] = itsKey;
        string[at] = itsString;
        boolean text = itsString != 0;
        number[at] = text ? 0 : itsNumber;
        unit[at] = text ? 0 : itsUnit;
    }

    private boolean isBefore(int itsKey, int itsString, int other) {
        boolean text = itsString != 0;
        if (text != (string[other] != 0)) {
            return text;
        }
        return itsKey != key[other] && strings.compare(itsKey, key[other]) < 0;
    }
}
