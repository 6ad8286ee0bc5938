package io.tributary.storage.coding;

import io.tributary.profile.dictionary.SparseVector;
import java.util.Arrays;

/**
 * Reads coded vectors ({@link VectorCodec}) one after the other into the same arrays, which are longer than the vector that was
 * read last. For one thread.
 */
final class VectorReader {
    private static final int NONE = -1;

    private final ScaledReader scaled;
    private int n;
    private int[] stacks = new int[0];
    private long[][] values = new long[0][];
    /** Of a column that is a multiple which column, or {@link #NONE}: it is multiplied when it is asked for. */
    private int[] source = new int[0];

    private long[] factor = new long[0];

    /** @param sizes of the dictionary that the stacks are of */
    VectorReader(BlockSizes sizes) {
        scaled = new ScaledReader(sizes);
    }

    /** Reads a vector. */
    void read(ByteReader in) throws CorruptDataException {
        n = in.readCount("number of stacks");
        int columns = in.readInt("number of columns", VectorCodec.MAX_COLUMNS);
        if (n > 0 && columns == 0) {
            throw in.corrupt(n + " stacks without a column");
        }
        if (stacks.length < n) {
            stacks = new int[n];
        }
        in.readAscending(stacks, n, "stack number");
        if (columns * 1L > in.remaining()) {
            throw in.corrupt(columns + " columns where " + in.remaining() + " bytes are left");
        }
        if (source.length != columns) {
            source = new int[columns];
            factor = new long[columns];
            values = new long[columns][0];
        }
        for (int c = 0; c < columns; c++) {
            int mode = in.readByte("a column's mode");
            boolean byLabel = mode == VectorCodec.SCALED_BY_LABEL;
            if ((byLabel || mode == VectorCodec.SCALED) && c == 0) {
                Arrays.fill(source, NONE);
                scaled.read(in, byLabel, stacks, n, values);
                return;
            }
            readColumn(in, mode, c);
        }
    }

    private void readColumn(ByteReader in, int mode, int c) throws CorruptDataException {
        switch (mode) {
            case VectorCodec.PLAIN, VectorCodec.ZIGZAG -> {
                source[c] = NONE;
                readValues(in, c, mode == VectorCodec.ZIGZAG);
            }
            case VectorCodec.MULTIPLE -> {
                source[c] = in.readInt("a column's source", c);
                factor[c] = in.readZigZag("a column's factor");
            }
            default -> throw in.corrupt("column " + c + " has mode " + mode + ", which this version does not know");
        }
    }

    private void readValues(ByteReader in, int c, boolean zigzag) throws CorruptDataException {
        if (n > in.remaining()) {
            throw in.corrupt("column " + c + " is cut off");
        }
        long[] column = room(c);
        in.readVarints(column, n, "value");
        if (zigzag) {
            for (int i = 0; i < n; i++) {
                column[i] = column[i] >>> 1 ^ -(column[i] & 1);
            }
        }
    }

    private long[] room(int c) {
        if (values[c].length < n) {
            values[c] = new long[n];
        }
        return values[c];
    }

    int size() {
        return n;
    }

    int columns() {
        return values.length;
    }

    int[] stacks() {
        return stacks;
    }

    /** The first column's values. */
    long[] first() {
        return values[0];
    }

    /** Fills in by what the first column has to be multiplied for each, and says whether all are such multiples. */
    boolean areMultiplesOfFirst(long[] factors) {
        factors[0] = 1;
        for (int c = 1; c < factors.length; c++) {
            if (source[c] != 0) {
                return false;
            }
            factors[c] = factor[c];
        }
        return true;
    }

    /** The values of each column. */
    long[][] values() {
        for (int c = 0; c < values.length; c++) {
            if (source[c] != NONE) {
                long[] from = values[source[c]];
                long[] column = room(c);
                for (int i = 0; i < n; i++) {
                    column[i] = from[i] * factor[c];
                }
            }
        }
        return values;
    }

    /**
     * The vector in arrays of its own.
     *
     * @param in where it was read, for the words when it is too large
     */
    SparseVector toVector(ByteReader in) throws CorruptDataException {
        int columns = columns();
        long length = (long) n * columns;
        if (length > Integer.MAX_VALUE - 8) {
            throw in.corrupt(n + " stacks of " + columns + " columns are more than an array holds");
        }
        long[][] read = values();
        long[] interleaved = new long[(int) length];
        for (int c = 0; c < columns; c++) {
            long[] column = read[c];
            for (int i = 0, at = c; i < n; i++, at += columns) {
                interleaved[at] = column[i];
            }
        }
        return new SparseVector(columns, Arrays.copyOf(stacks, n), interleaved);
    }
}
