package io.tributary.profile.wire;

import io.tributary.profile.LocationTable;
import java.util.Arrays;

/**
 * Numbers the locations in use by mapping, address, fold, and then by what their lines hold. Within a mapping the addresses
 * are sorted as plain numbers; few or no locations share one, but in profiles without addresses, where all do.
 */
final class LocationOrder {
    private final LocationTable table;
    private final Ranks.RowOrder order;
    private final int[] rows;
    private final int[] number;
    private int distinct;

    private LocationOrder(LocationTable table, int[] rows, Ranks.RowOrder order) {
        this.table = table;
        this.order = order;
        this.rows = rows;
        number = new int[table.size()];
    }

    /**
     * The order of the rows in use.
     *
     * @param mappings how many there are
     * @param order compares rows by all they hold; 0 for those that become one
     */
    static LocationOrder of(LocationTable table, int mappings, boolean[] used, Ranks.RowOrder order) {
        int[] end = new int[mappings + 2];
        for (int row = 0; row < used.length; row++) {
            if (used[row]) {
                end[table.mapping()[row] + 2]++;
            }
        }
        for (int i = 1; i < end.length; i++) {
            end[i] += end[i - 1];
        }
        // NO_MAPPING is −1, so a mapping's rows begin at end[mapping + 1], which moves to where they end.
        int[] rows = new int[end[end.length - 1]];
        for (int row = 0; row < used.length; row++) {
            if (used[row]) {
                rows[end[table.mapping()[row] + 1]++] = row;
            }
        }
        LocationOrder sorted = new LocationOrder(table, rows, order);
        for (int i = 0, from = 0; i < end.length; from = end[i++]) {
            sorted.sort(from, end[i]);
        }
        sorted.count();
        return sorted;
    }

    /** How many there are. */
    int size() {
        return distinct;
    }

    /** The number of a row in use, from 1. */
    int number(int row) {
        return number[row];
    }

    /** A row with this number. */
    int row(int itsNumber) {
        return rows[itsNumber - 1];
    }

    /** Sorts the rows {@code [from, to)}, which have the same mapping. */
    private void sort(int from, int to) {
        if (to - from < 2) {
            return;
        }
        long[] address = table.address();
        long lowest = -1;
        long highest = 0;
        for (int i = from; i < to; i++) {
            long a = address[rows[i]];
            lowest = Long.compareUnsigned(a, lowest) < 0 ? a : lowest;
            highest = Long.compareUnsigned(a, highest) > 0 ? a : highest;
        }
        int indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(to - from);
        int addressBits = Long.SIZE - Long.numberOfLeadingZeros(highest - lowest);
        if (addressBits + 1 + indexBits >= Long.SIZE) {
            Ranks.sort(rows, from, to, order);
            return;
        }
        long[] keys = new long[to - from];
        for (int i = 0; i < keys.length; i++) {
            int row = rows[from + i];
            keys[i] = ((address[row] - lowest) << 1 | (table.folded()[row] ? 1 : 0)) << indexBits | i;
        }
        Arrays.sort(keys);
        int[] before = Arrays.copyOfRange(rows, from, to);
        for (int i = 0; i < keys.length; i++) {
            rows[from + i] = before[(int) keys[i] & (1 << indexBits) - 1];
        }
        for (int first = 0; first < keys.length; ) {
            int next = first + 1;
            while (next < keys.length && keys[next] >>> indexBits == keys[first] >>> indexBits) {
                next++;
            }
            if (next - first > 1) {
                Ranks.sort(rows, from + first, from + next, order);
            }
            first = next;
        }
    }

    private void count() {
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            if (i == 0 || order.compare(rows[distinct - 1], row) != 0) {
                rows[distinct++] = row;
            }
            number[row] = distinct;
        }
    }
}
