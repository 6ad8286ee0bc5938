package io.tributary.storage.coding;

import io.tributary.profile.dictionary.SparseVector;

/**
 * A vector as bytes. All numbers are varints.
 *
 * <pre>
 * n  columns  first stack  (next stack - stack before - 1) × (n - 1)  column × columns
 *
 * column:  mode  what the mode says
 *   0 PLAIN      n values, none negative
 *   1 ZIGZAG     n values
 *   2 MULTIPLE   source  factor     every value = value in column {@code source} (an earlier one) × factor (zig-zag)
 *   3 SCALED           {@link ScaledColumns} with the sizes
 *   4 SCALED_BY_LABEL  {@link ScaledColumns} without: the dictionary's labels tell them
 * </pre>
 *
 * MULTIPLE is how CPU profiles look: nanoseconds are samples × period. It is only written when it holds for every stack,
 * in 64-bit wrapping arithmetic. SCALED is how Go's heap profiles look, and sums of them: all columns, so it is the first one's mode and
 * the others have none. It is written where that is shorter than each column as it is. Other modes are free for later.
 */
public final class VectorCodec {
    static final int PLAIN = 0;
    static final int ZIGZAG = 1;
    static final int MULTIPLE = 2;
    static final int SCALED = 3;
    static final int SCALED_BY_LABEL = 4;
    private static final String WHAT = "vector";

    /** More sample types than any profile has; it bounds what corrupt bytes can ask for. */
    static final int MAX_COLUMNS = 1 << 16;

    /** Only so many columns are tried as another's source, so that many columns cost no more than they must. */
    private static final int MAX_SOURCES = 8;

    private VectorCodec() {}

    public static byte[] encode(SparseVector vector) {
        ByteWriter out = new ByteWriter(16 + vector.size() * (1 + vector.columns()));
        write(out, vector);
        return out.toByteArray();
    }

    /**
     * The vector again.
     *
     * @throws CorruptDataException when the bytes are not a whole vector and nothing else
     */
    public static SparseVector decode(byte[] bytes) throws CorruptDataException {
        ByteReader in = new ByteReader(WHAT, bytes);
        SparseVector vector = read(in, BlockSizes.NONE);
        in.expectEnd();
        return vector;
    }

    static void write(ByteWriter out, SparseVector vector) {
        write(out, vector, 0, BlockSizes.NONE);
    }

    /**
     * Writes a vector.
     *
     * @param heapRate where objects and bytes were sampled by Go, for how many bytes one was; else 0
     * @param sizes where the sizes of objects may be told; whoever reads the vector has to know them too
     */
    static void write(ByteWriter out, SparseVector vector, long heapRate, BlockSizes sizes) {
        int n = vector.size();
        int columns = vector.columns();
        if (columns >= MAX_COLUMNS) {
            throw new IllegalArgumentException(columns + " value columns, fewer than " + MAX_COLUMNS + " can be kept");
        }
        long[] values = vector.values();
        out.writeVarint(n);
        out.writeVarint(columns);
        out.writeAscending(vector.stacks(), n);
        ByteWriter plain = heapRate > 1 && n > 0 ? new ByteWriter(n * columns) : out;
        for (int c = 0; c < columns; c++) {
            writeColumn(plain, values, n, columns, c);
        }
        if (plain != out) {
            ByteWriter scaled = new ByteWriter(n * 2);
            boolean isScaled = ScaledColumns.write(scaled, vector, heapRate, sizes);
            out.writeBytes(isScaled && scaled.size() < plain.size() ? scaled : plain);
        }
    }

    private static void writeColumn(ByteWriter out, long[] values, int n, int columns, int c) {
        for (int source = 0; source < Math.min(c, MAX_SOURCES); source++) {
            if (isMultiple(values, columns, c, source)) {
                out.writeByte(MULTIPLE);
                out.writeVarint(source);
                out.writeZigZag(factor(values, columns, c, source));
                return;
            }
        }
        boolean negative = false;
        for (int i = 0, at = c; i < n; i++, at += columns) {
            negative |= values[at] < 0;
        }
        out.writeByte(negative ? ZIGZAG : PLAIN);
        for (int i = 0, at = c; i < n; i++, at += columns) {
            if (negative) {
                out.writeZigZag(values[at]);
            } else {
                out.writeVarint(values[at]);
            }
        }
    }

    /** The factor that fits the first stack whose source is not zero, 0 when every source is. */
    private static long factor(long[] values, int columns, int c, int source) {
        for (int row = 0; row < values.length; row += columns) {
            if (values[row + source] != 0) {
                return values[row + c] / values[row + source];
            }
        }
        return 0;
    }

    private static boolean isMultiple(long[] values, int columns, int c, int source) {
        long factor = factor(values, columns, c, source);
        for (int row = 0; row < values.length; row += columns) {
            if (values[row + c] != values[row + source] * factor) {
                return false;
            }
        }
        return true;
    }

    static SparseVector read(ByteReader in, BlockSizes sizes) throws CorruptDataException {
        VectorReader vector = new VectorReader(sizes);
        vector.read(in);
        return vector.toVector(in);
    }
}
