package io.tributary.profile.dictionary;

import io.tributary.profile.dictionary.DictionaryView.LabelColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a dictionary's label set says that it lacks labels: by a label that no profile can have, a number that is zero and has no unit.
 * Its key is the one whose labels are left out, or {@link #ALL}. So it is written and read like any other, and whatever is a vector
 * over the dictionary, a roll-up too, says by its stacks what it lacks.
 */
public final class LeftOutLabels {
    /** The string number of the key, the empty one, that says that there may be labels of any key. */
    public static final int ALL = 0;

    private LeftOutLabels() {}

    /** Whether a label says that those of its key are left out. */
    public static boolean isOne(LabelColumns labels, int label) {
        return isOne(labels.string()[label], labels.number()[label], labels.unit()[label]);
    }

    private static boolean isOne(int string, long number, int unit) {
        return string == 0 && number == 0 && unit == 0;
    }

    /** Whether labels are left out of a set. */
    public static boolean isIn(DictionaryView view, int set) {
        LabelColumns labels = view.labelSets();
        for (int l = labels.offset()[set]; l < labels.offset()[set + 1]; l++) {
            if (isOne(labels, l)) {
                return true;
            }
        }
        return false;
    }

    static boolean isIn(LabelSets sets, int set) {
        for (int l = sets.offset[set]; l < sets.offset[set + 1]; l++) {
            if (isOne(sets.string[l], sets.number[l], sets.unit[l])) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is a stack in a vector that leaves labels out. */
    public static boolean isIn(DictionaryView view, SparseVector vector) {
        if (areIn(view)) {
            for (int stack : vector.stacks()) {
                if (isIn(view, view.stackLabelSet()[stack])) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What a vector has on stacks that leave labels out; all of its stacks are in the view. */
    static SparseVector only(DictionaryView view, SparseVector vector) {
        long[] order = new long[vector.size()];
        int n = 0;
        for (int i = 0; i < order.length; i++) {
            int stack = vector.stacks()[i];
            if (isIn(view, view.stackLabelSet()[stack])) {
                order[n++] = (long) stack << 32 | i;
            }
        }
        return Interner.combine(order, n, vector.values(), vector.columns());
    }

    /** Whether there is a set that leaves labels out. */
    public static boolean areIn(DictionaryView view) {
        int labels = view.labelSets().offset()[view.size().labelSets()];
        for (int l = 0; l < labels; l++) {
            if (isOne(view.labelSets(), l)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A vector as it is shown, without a word on what is left out: stacks that differ in nothing else are one. Its stacks need not be
     * in order.
     *
     * @throws IllegalArgumentException when a stack is not in the view
     */
    static SparseVector shown(DictionaryView view, SparseVector vector) {
        if (!areIn(view)) {
            return vector;
        }
        int columns = vector.columns();
        Map<List<Object>, Integer> sameLabels = new HashMap<>();
        Map<Long, Integer> rowOf = new HashMap<>();
        int[] stacks = new int[vector.size()];
        long[] values = new long[vector.values().length];
        for (int i = 0; i < stacks.length; i++) {
            int stack = vector.stacks()[i];
            ProfileAssembler.check("stack", stack, view.size().stacks());
            int set = view.stackLabelSet()[stack];
            long stackAndLabels = (long) view.stackLeaf()[stack] << 32
                    | sameLabels.computeIfAbsent(labels(view.labelSets(), set), _ -> set);
            int row = rowOf.computeIfAbsent(stackAndLabels, _ -> rowOf.size());
            stacks[row] = stack;
            for (int c = 0; c < columns; c++) {
                values[row * columns + c] += vector.values()[i * columns + c];
            }
        }
        return withoutZeros(columns, stacks, values, rowOf.size());
    }

    private static List<Object> labels(LabelColumns from, int set) {
        List<Object> labels = new ArrayList<>();
        for (int l = from.offset()[set]; l < from.offset()[set + 1]; l++) {
            if (!isOne(from, l)) {
                labels.add(from.key()[l]);
                labels.add(from.string()[l]);
                labels.add(from.number()[l]);
                labels.add(from.unit()[l]);
            }
        }
        return labels;
    }

    private static SparseVector withoutZeros(int columns, int[] stacks, long[] values, int rows) {
        int n = 0;
        for (int row = 0; row < rows; row++) {
            if (!Interner.isZero(values, row * columns, columns)) {
                stacks[n] = stacks[row];
                System.arraycopy(values, row * columns, values, n * columns, columns);
                n++;
            }
        }
        return new SparseVector(columns, Arrays.copyOf(stacks, n), Arrays.copyOf(values, n * columns));
    }
}
