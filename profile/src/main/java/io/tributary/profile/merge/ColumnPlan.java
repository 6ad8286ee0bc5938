package io.tributary.profile.merge;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.dictionary.SparseVector;
import java.util.Arrays;

/**
 * How the value columns of one profile become those of a merge.
 *
 * @param sourceColumns how many columns the profile has
 * @param column the profile's column for each of the merge's
 * @param ratio what each of the merge's columns is multiplied with, 1 where the units are the same
 */
public record ColumnPlan(int sourceColumns, int[] column, double[] ratio) {
    /** Whether nothing is to be done. */
    public boolean isIdentity() {
        if (column.length != sourceColumns) {
            return false;
        }
        for (int c = 0; c < column.length; c++) {
            if (column[c] != c) {
                return false;
            }
        }
        return !scales();
    }

    private boolean scales() {
        for (double r : ratio) {
            if (r != 1) {
                return true;
            }
        }
        return false;
    }

    /**
     * The first of the merge's columns in which a value of the profile, in the merge's unit, is beyond 64 bits; -1 when there is
     * none.
     *
     * @param values of the profile, those of a sample side by side
     */
    int overflowedColumn(long[] values) {
        for (int c = 0; c < column.length; c++) {
            if (ratio[c] != 1) {
                for (int at = column[c]; at < values.length; at += sourceColumns) {
                    if (Math.abs(values[at] * ratio[c]) >= 0x1p63) {
                        return c;
                    }
                }
            }
        }
        return -1;
    }

    /**
     * The vector in the merge's columns; itself when nothing is to be done. Scaled values are rounded half away from
     * zero. Where something is scaled, pprof drops samples that are zero in all scaled columns, and so does this.
     */
    public SparseVector apply(SparseVector vector) {
        if (isIdentity() || vector.size() == 0) {
            return vector;
        }
        boolean scales = scales();
        int columns = column.length;
        int n = vector.size();
        int[] stacks = new int[n];
        long[] values = new long[Math.multiplyExact(n, columns)];
        int size = 0;
        for (int i = 0; i < n; i++) {
            boolean keep = false;
            for (int c = 0; c < columns; c++) {
                long value = vector.values()[i * sourceColumns + column[c]];
                boolean scaled = ratio[c] != 1;
                if (scaled) {
                    value = Scaling.multiply(value, ratio[c]);
                }
                values[size * columns + c] = value;
                keep |= value != 0 && (scaled || !scales);
            }
            if (keep) {
                stacks[size++] = vector.stacks()[i];
            }
        }
        return new SparseVector(columns, Arrays.copyOf(stacks, size), Arrays.copyOf(values, size * columns));
    }

    /**
     * The profile in the merge's columns, sample by sample as pprof does it; itself when nothing is to be done. Equal
     * samples are scaled each by itself, which {@link #apply(SparseVector)} cannot do: they are one there.
     *
     * @param header the merge's header, for its sample types
     */
    public Profile apply(Profile profile, Header header) {
        if (isIdentity()) {
            return profile;
        }
        SampleTable samples = profile.samples();
        int columns = column.length;
        int n = samples.size();
        long[] values = new long[Math.multiplyExact(n, columns)];
        for (int s = 0; s < n; s++) {
            for (int c = 0; c < columns; c++) {
                values[s * columns + c] = samples.values()[s * sourceColumns + column[c]];
            }
        }
        return Scaling.scale(profile.with(header, samples.withValues(values)), ratio);
    }
}
