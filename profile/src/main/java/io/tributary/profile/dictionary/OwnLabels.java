package io.tributary.profile.dictionary;

import io.tributary.profile.StringTable;
import io.tributary.profile.dictionary.DictionaryView.LabelColumns;
import java.util.Arrays;

/**
 * The samples of a profile of which the dictionary leaves labels out, each with all its labels. In the profile's vector they count on stacks
 * that say so (see {@link LeftOutLabels}): what such a stack has there is the sum of what it has here. Arrays are handed over and
 * read only.
 *
 * @param strings what the labels are written with; 0 is the empty one
 * @param labels the label sets, by the numbers of {@code strings}; each is in canonical order
 * @param stacks n stack numbers of the dictionary, ascending, one as often as it has label sets
 * @param sets n numbers of label sets
 * @param values n × columns
 */
public record OwnLabels(StringTable strings, LabelColumns labels, int[] stacks, int[] sets, long[] values) {
    /** The number of samples. */
    public int size() {
        return stacks.length;
    }

    /** The number of label sets. */
    public int setCount() {
        return labels.offset().length - 1;
    }

    /**
     * The sums by stack of some of the samples.
     *
     * @param columns how many values a sample has
     * @param isWanted by sample
     */
    public SparseVector sum(int columns, boolean[] isWanted) {
        long[] order = new long[stacks.length];
        int n = 0;
        for (int i = 0; i < stacks.length; i++) {
            if (isWanted[i]) {
                order[n++] = (long) stacks[i] << 32 | i;
            }
        }
        return Interner.combine(order, n, values, columns);
    }

    /** The sums by stack of all samples. */
    public SparseVector sum(int columns) {
        boolean[] all = new boolean[stacks.length];
        Arrays.fill(all, true);
        return sum(columns, all);
    }

    /** Whether its stacks are in a dictionary and leave labels out. */
    boolean areOn(DictionaryView dictionary) {
        for (int stack : stacks) {
            if (stack >= dictionary.size().stacks()
                    || !LeftOutLabels.isIn(dictionary, dictionary.stackLabelSet()[stack])) {
                return false;
            }
        }
        return true;
    }

    /** How many stacks a profile of this vector has, those of different labels apart. */
    int stacksWith(SparseVector vector) {
        return vector.size() - sum(vector.columns()).size() + stacks.length;
    }
}
