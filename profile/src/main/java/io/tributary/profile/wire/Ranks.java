package io.tributary.profile.wire;

import java.util.Arrays;

/**
 * Sorts row numbers by what the rows hold and numbers the distinct contents in that order, so that the next table can be
 * sorted by plain numbers.
 */
final class Ranks {
    /** Compares two rows by content. */
    interface RowOrder {
        int compare(int a, int b);
    }

    private final int[] rankOfRow;
    private final int[] firstRow;

    private Ranks(int[] rankOfRow, int[] firstRow) {
        this.rankOfRow = rankOfRow;
        this.firstRow = firstRow;
    }

    /**
     * @param used which rows take part
     */
    static Ranks of(boolean[] used, RowOrder order) {
        int n = 0;
        int[] rows = new int[used.length];
        for (int row = 0; row < used.length; row++) {
            if (used[row]) {
                rows[n++] = row;
            }
        }
        rows = Arrays.copyOf(rows, n);
        sort(rows, order);
        int[] rank = new int[used.length];
        int[] first = new int[n];
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            if (i == 0 || order.compare(rows[i - 1], rows[i]) != 0) {
                first[distinct++] = rows[i];
            }
            rank[rows[i]] = distinct - 1;
        }
        return new Ranks(rank, Arrays.copyOf(first, distinct));
    }

    /** The number of distinct contents. */
    int size() {
        return firstRow.length;
    }

    int rank(int row) {
        return rankOfRow[row];
    }

    /** A row that holds the content of this rank. */
    int row(int rank) {
        return firstRow[rank];
    }

    /** A stable merge sort, bottom up from short insertion-sorted runs. */
    static void sort(int[] rows, RowOrder order) {
        int n = rows.length;
        int run = 8;
        for (int from = 0; from < n; from += run) {
            insertionSort(rows, from, Math.min(n, from + run), order);
        }
        int[] source = rows;
        int[] target = new int[n];
        boolean inTarget = false;
        for (long width = run; width < n; width *= 2) {
            for (long from = 0; from < n; from += 2 * width) {
                int middle = (int) Math.min(n, from + width);
                merge(source, target, (int) from, middle, (int) Math.min(n, from + 2 * width), order);
            }
            int[] swap = source;
            source = target;
            target = swap;
            inTarget = !inTarget;
        }
        if (inTarget) {
            System.arraycopy(source, 0, rows, 0, n);
        }
    }

    private static void insertionSort(int[] rows, int from, int to, RowOrder order) {
        for (int i = from + 1; i < to; i++) {
            int row = rows[i];
            int at = i;
            while (at > from && order.compare(rows[at - 1], row) > 0) {
                rows[at] = rows[at - 1];
                at--;
            }
            rows[at] = row;
        }
    }

    private static void merge(int[] source, int[] target, int from, int middle, int to, RowOrder order) {
        if (middle >= to || order.compare(source[middle - 1], source[middle]) <= 0) {
            System.arraycopy(source, from, target, from, to - from);
            return;
        }
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right >= to || (left < middle && order.compare(source[left], source[right]) <= 0);
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }
}
