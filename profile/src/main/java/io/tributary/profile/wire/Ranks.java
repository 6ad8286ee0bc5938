package io.tributary.profile.wire;

import java.util.Arrays;

/**
 * Sorts row numbers by what the rows hold and numbers the distinct contents in that order, so that the next table can be
 * sorted by plain numbers.
 */
final class Ranks {
    private static final int RUN = 8;

    /** Compares two rows by content. */
    interface RowOrder {
        int compare(int a, int b);
    }

    private final int[] rankOfRow;

    private Ranks(int[] rankOfRow) {
        this.rankOfRow = rankOfRow;
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
        sort(rows, 0, n, order);
        int[] rank = new int[used.length];
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            if (i > 0 && order.compare(rows[i - 1], rows[i]) != 0) {
                distinct++;
            }
            rank[rows[i]] = distinct;
        }
        return new Ranks(rank);
    }

    int rank(int row) {
        return rankOfRow[row];
    }

    /** A stable merge sort of {@code rows[from .. to)}, bottom up from short insertion-sorted runs. */
    static void sort(int[] rows, int from, int to, RowOrder order) {
        for (int start = from; start < to; start += Math.min(RUN, to - start)) {
            insertionSort(rows, start, start + Math.min(RUN, to - start), order);
        }
        if (to - from <= RUN) {
            return;
        }
        int[] source = Arrays.copyOfRange(rows, from, to);
        int n = source.length;
        int[] target = new int[n];
        for (long width = RUN; width < n; width *= 2) {
            for (long start = 0; start < n; start += 2 * width) {
                int middle = (int) Math.min(n, start + width);
                merge(source, target, (int) start, middle, (int) Math.min(n, start + 2 * width), order);
            }
            int[] swap = source;
            source = target;
            target = swap;
        }
        System.arraycopy(source, 0, rows, from, n);
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
