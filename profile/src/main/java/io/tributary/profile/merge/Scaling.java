package io.tributary.profile.merge;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.util.Arrays;

/**
 * Multiplying a profile's values, as pprof does it: sample by sample and before equal samples are added up, so that each
 * is rounded by itself.
 */
public final class Scaling {
    private Scaling() {}

    /**
     * The profile with each value column multiplied by its ratio and rounded half away from zero. Samples that are then
     * zero in all columns whose ratio is not 1 are left out, whatever the others say: pprof does so. Where every ratio is
     * 1, the profile itself.
     *
     * @param ratios one for each value column
     */
    public static Profile scale(Profile profile, double[] ratios) {
        int columns = profile.valueCount();
        if (ratios.length != columns) {
            throw new IllegalArgumentException(ratios.length + " ratios for " + columns + " value columns");
        }
        if (Arrays.stream(ratios).allMatch(ratio -> ratio == 1)) {
            return profile;
        }
        SampleTable samples = profile.samples();
        long[] values = samples.values().clone();
        int[] kept = new int[samples.size()];
        int size = 0;
        for (int s = 0; s < samples.size(); s++) {
            boolean keep = false;
            for (int c = 0; c < columns; c++) {
                if (ratios[c] != 1) {
                    long value = multiply(values[s * columns + c], ratios[c]);
                    values[s * columns + c] = value;
                    keep |= value != 0;
                }
            }
            if (keep) {
                kept[size++] = s;
            }
        }
        return profile.with(profile.header(), select(samples, values, Arrays.copyOf(kept, size)));
    }

    /** A value times a ratio, rounded half away from zero; beyond 64 bits the largest or smallest there is. */
    static long multiply(long value, double ratio) {
        double product = value * ratio;
        double whole = product < 0 ? Math.ceil(product) : Math.floor(product);
        return (long) (Math.abs(product - whole) >= 0.5 ? whole + Math.signum(product) : whole);
    }

    /** The samples whose rows are given, with other values, which stand for all rows of {@code from}. */
    private static SampleTable select(SampleTable from, long[] values, int[] rows) {
        int n = from.size();
        if (rows.length == n) {
            return from.withValues(values);
        }
        int columns = values.length / n;
        int[] stackOffset = new int[rows.length + 1];
        int[] labelOffset = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            stackOffset[i + 1] = stackOffset[i] + from.stackOffset()[row + 1] - from.stackOffset()[row];
            labelOffset[i + 1] = labelOffset[i] + from.labelOffset()[row + 1] - from.labelOffset()[row];
        }
        int labels = labelOffset[rows.length];
        SampleTable to = new SampleTable(
                stackOffset,
                new int[stackOffset[rows.length]],
                new long[rows.length * columns],
                labelOffset,
                new int[labels],
                new int[labels],
                new long[labels],
                new int[labels]);
        for (int i = 0; i < rows.length; i++) {
            int stack = from.stackOffset()[rows[i]];
            int depth = stackOffset[i + 1] - stackOffset[i];
            System.arraycopy(from.location(), stack, to.location(), stackOffset[i], depth);
            System.arraycopy(values, rows[i] * columns, to.values(), i * columns, columns);
            int label = from.labelOffset()[rows[i]];
            int count = labelOffset[i + 1] - labelOffset[i];
            System.arraycopy(from.labelKey(), label, to.labelKey(), labelOffset[i], count);
            System.arraycopy(from.labelString(), label, to.labelString(), labelOffset[i], count);
            System.arraycopy(from.labelNumber(), label, to.labelNumber(), labelOffset[i], count);
            System.arraycopy(from.labelUnit(), label, to.labelUnit(), labelOffset[i], count);
        }
        return to;
    }
}
