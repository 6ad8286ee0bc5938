package io.tributary.profile.dictionary;

/**
 * How much a dictionary takes in of sample labels. What goes beyond it is left out of the dictionary's label sets, and a profile
 * carries it itself (see {@link OwnLabels}).
 *
 * @param sets distinct label sets, give or take those that say what is left out
 * @param valuesOfKey distinct values of one key; labels of other keys stay when it has more
 * @param bytes memory of label sets, their strings, and the stacks that have labels; about
 */
public record LabelBounds(int sets, int valuesOfKey, long bytes) {
    /** Takes in everything. */
    public static final LabelBounds NONE = new LabelBounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
}
