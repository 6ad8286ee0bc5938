package io.tributary.storage.coding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ScaledColumns} wrote. For one thread. */
final class ScaledReader {
    private final BlockSizes known;
    private @Nullable HeapScale scale;
    private long[] sizes = new long[0];
    private int[] rows = new int[0];
    private long[] some = new long[0];

    /** @param known what tells the sizes that records do not */
    ScaledReader(BlockSizes known) {
        this.known = known;
    }

    /**
     * Reads all columns behind the mode.
     *
     * @param areSizesKnown whether the record leaves them to the labels
     * @param stacks the first n are the rows'
     * @param values takes n rows of each column; a column's array is replaced where it is too short
     */
    void read(ByteReader in, boolean areSizesKnown, int[] stacks, int n, long[][] values) throws CorruptDataException {
        long rate = in.readVarint("rate");
        if (rate <= 1 || values.length % 2 != 0 || n == 0) {
            throw in.corrupt(n + " rows of " + values.length + " columns scaled from one sample in " + rate + " bytes");
        }
        HeapScale go = scaleOf(rate);
        sizes = sizes.length < n ? new long[n] : sizes;
        if (areSizesKnown) {
            in.checked(stacks[n - 1], "last stack", known.stacks());
            known.find(stacks, n, sizes);
        } else {
            readColumn(in, sizes, n, "size");
        }
        for (int c = 0; c < values.length; c += 2) {
            long[] objects = values[c].length < n ? new long[n] : values[c];
            long[] bytes = values[c + 1].length < n ? new long[n] : values[c + 1];
            readCounts(in, objects, n);
            for (int row = 0; row < n; row++) {
                long count = objects[row];
                if (count == 0) {
                    bytes[row] = 0;
                } else {
                    objects[row] = go.objects(count, sizes[row]);
                    bytes[row] = go.bytes(count, sizes[row]);
                }
            }
            int corrections = readRows(in, n, "correction");
            correct(in, objects, corrections);
            correct(in, bytes, corrections);
            values[c] = objects;
            values[c + 1] = bytes;
        }
    }

    private HeapScale scaleOf(long rate) {
        HeapScale last = scale;
        if (last == null || last.rate() != rate) {
            last = new HeapScale(rate);
            scale = last;
        }
        return last;
    }

    private void readCounts(ByteReader in, long[] counts, int n) throws CorruptDataException {
        int mode = in.readByte("mode of counts");
        switch (mode) {
            case ScaledColumns.ALL -> readColumn(in, counts, n, "count");
            case ScaledColumns.SOME -> {
                Arrays.fill(counts, 0, n, 0);
                int k = readRows(in, n, "count");
                readColumn(in, some, k, "count");
                for (int i = 0; i < k; i++) {
                    counts[rows[i]] = some[i];
                }
            }
            default -> throw in.corrupt("counts have mode " + mode + ", which this version does not know");
        }
    }

    /** Reads a number of rows and which they are, and makes room for their values. */
    private int readRows(ByteReader in, int n, String what) throws CorruptDataException {
        int k = in.readCount("number of " + what + "s");
        if (rows.length < k) {
            rows = new int[k];
            some = new long[k];
        }
        in.readAscending(rows, k, what + "'s row");
        if (k > 0) {
            in.checked(rows[k - 1], what + "'s row", n);
        }
        return k;
    }

    private void correct(ByteReader in, long[] column, int corrections) throws CorruptDataException {
        readColumn(in, some, corrections, "correction");
        for (int i = 0; i < corrections; i++) {
            column[rows[i]] += some[i] >>> 1 ^ -(some[i] & 1);
        }
    }

    private static void readColumn(ByteReader in, long[] to, int n, String field) throws CorruptDataException {
        if (n > in.remaining()) {
            throw in.corrupt(field + "s are cut off");
        }
        in.readVarints(to, n, field);
    }
}
