package io.tributary.profile;

/**
 * The samples of a profile by columns. Arrays are handed over and read only.
 *
 * @param stackOffset n + 1 ascending offsets into {@code location}; the stack of sample {@code i} is
 *     {@code location[stackOffset[i] .. stackOffset[i + 1])}, leaf first, possibly empty
 * @param location rows of the {@link LocationTable}
 * @param values n × number of sample types, the values of one sample side by side
 * @param labelOffset n + 1 ascending offsets into the label columns
 * @param labelKey string number of each label's key
 * @param labelString string number of the value, 0 for a numeric label
 * @param labelNumber the value of a numeric label
 * @param labelUnit string number of a numeric label's unit, 0 when none
 */
public record SampleTable(
        int[] stackOffset,
        int[] location,
        long[] values,
        int[] labelOffset,
        int[] labelKey,
        int[] labelString,
        long[] labelNumber,
        int[] labelUnit) {
    public int size() {
        return stackOffset.length - 1;
    }

    /** The same samples with other values, which are handed over: for one sample after the other, as in {@link #values}. */
    public SampleTable withValues(long[] others) {
        return new SampleTable(
                stackOffset, location, others, labelOffset, labelKey, labelString, labelNumber, labelUnit);
    }

    /** Whether the label is a string one: {@code profile.proto} says so by a non-empty {@code str}. */
    public boolean isStringLabel(int label) {
        return labelString[label] != 0;
    }
}
