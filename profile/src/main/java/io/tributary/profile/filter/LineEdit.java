package io.tributary.profile.filter;

import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.util.BitSet;

/** Takes lines out of locations. The locations keep their rows. */
final class LineEdit {
    private final LocationTable from;
    private final BitSet removed = new BitSet();

    LineEdit(LocationTable from) {
        this.from = from;
    }

    void remove(int line) {
        removed.set(line);
    }

    /** Removes the lines from one up to but without another. */
    void remove(int first, int end) {
        removed.set(first, end);
    }

    boolean isRemoved(int line) {
        return removed.get(line);
    }

    /** The profile with fewer lines, and with other samples. */
    Profile apply(Profile profile, SampleTable samples) {
        return new Profile(
                profile.header(),
                profile.strings(),
                profile.mappings(),
                profile.functions(),
                removed.isEmpty() ? from : locations(),
                samples);
    }

    private LocationTable locations() {
        int left = from.lineFunction().length - removed.cardinality();
        int[] offset = new int[from.size() + 1];
        int[] function = new int[left];
        long[] line = new long[left];
        long[] column = new long[left];
        int to = 0;
        for (int row = 0; row < from.size(); row++) {
            for (int i = from.lineOffset()[row]; i < from.lineOffset()[row + 1]; i++) {
                if (!removed.get(i)) {
                    function[to] = from.lineFunction()[i];
                    line[to] = from.line()[i];
                    column[to] = from.column()[i];
                    to++;
                }
            }
            offset[row + 1] = to;
        }
        return new LocationTable(from.mapping(), from.address(), from.folded(), offset, function, line, column);
    }
}
