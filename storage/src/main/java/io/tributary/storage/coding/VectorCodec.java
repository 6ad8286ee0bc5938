package io.tributary.storage.coding;

import io.tributary.profile.dictionary.SparseVector;
import io.tributary.profile.merge.VectorAccumulator;

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
 *   3 SCALED     {@link ScaledColumns}: all columns, so it is the first one's mode and the others have none
 * </pre>
 *
 * MULTIPLE is how CPU profiles look: nanoseconds are samples × period. It is only written when it holds for every stack,
 * in 64-bit wrapping arithmetic. SCALED is how Go's heap profiles look. Other modes are free for later.
 */
public final class VectorCodec {
    private static final int PLAIN = 0;
    private static final int ZIGZAG = 1;
    private static final int MULTIPLE = 2;
    private static final int SCALED = 3;
    private static final String WHAT = "vector";

    /** More sample types than any profile has; it bounds what corrupt bytes can ask for. */
    private static final int MAX_COLUMNS = 1 << 16;

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
        SparseVector vector = read(in);
        in.expectEnd();
        return vector;
    }

    /**
     * Adds the vector to a sum without building it.
     *
     * @param stacks how many stacks the dictionary has, which every stack number has to be below
     * @throws CorruptDataException when the bytes are not a whole vector, or one of another width than the sum. The sum
     *     is then as it was.
     */
    public static void addTo(byte[] bytes, VectorAccumulator sum, int stacks) throws CorruptDataException {
        ByteReader in = new ByteReader(WHAT, bytes);
        addTo(in, sum, stacks);
    }

    static void addTo(ByteReader in, VectorAccumulator sum, int stackLimit) throws CorruptDataException {
        Raw raw = readRaw(in);
        in.expectEnd();
        int n = raw.stacks.length;
        if (n == 0) {
            return;
        }
        int columns = sum.columns();
        if (raw.values.length != columns) {
            throw in.corrupt(raw.values.length + " columns where " + columns + " are added up");
        }
        in.checked(raw.stacks[n - 1], "last stack", stackLimit);
        long[] to = sum.reserve(raw.stacks[n - 1]);
        int[] stacks = raw.stacks;
        long overflow =
                columns == 2 ? addTwo(to, stacks, raw.values[0], raw.values[1]) : addAll(to, stacks, raw.values);
        if (overflow < 0) {
            for (int c = 0; c < columns; c++) {
                long[] column = raw.values[c];
                sum.carry(stacks, c, i -> column[i]);
            }
        }
    }

    /** Says by its sign whether a sum went beyond 64 bits: asked for each value, that would cost a branch. */
    private static long addTwo(long[] to, int[] stacks, long[] first, long[] second) {
        long overflow = 0;
        for (int i = 0; i < stacks.length; i++) {
            int at = stacks[i] * 2;
            long one = to[at] + first[i];
            long two = to[at + 1] + second[i];
            overflow |= (to[at] ^ one) & (first[i] ^ one);
            overflow |= (to[at + 1] ^ two) & (second[i] ^ two);
            to[at] = one;
            to[at + 1] = two;
        }
        return overflow;
    }

    private static long addAll(long[] to, int[] stacks, long[][] values) {
        long overflow = 0;
        for (int i = 0; i < stacks.length; i++) {
            int at = stacks[i] * values.length;
            for (int c = 0; c < values.length; c++) {
                long sum = to[at + c] + values[c][i];
                overflow |= (to[at + c] ^ sum) & (values[c][i] ^ sum);
                to[at + c] = sum;
            }
        }
        return overflow;
    }

    static void write(ByteWriter out, SparseVector vector) {
        write(out, vector, 0);
    }

    /**
     * Writes a vector.
     *
     * @param heapRate where objects and bytes were sampled by Go, for how many bytes one was; else 0
     */
    static void write(ByteWriter out, SparseVector vector, long heapRate) {
        int n = vector.size();
        int columns = vector.columns();
        if (columns >= MAX_COLUMNS) {
            throw new IllegalArgumentException(columns + " value columns, fewer than " + MAX_COLUMNS + " can be kept");
        }
        long[] values = vector.values();
        out.writeVarint(n);
        out.writeVarint(columns);
        int before = -1;
        for (int stack : vector.stacks()) {
            out.writeVarint(stack - before - 1L);
            before = stack;
        }
        if (heapRate > 1 && n > 0 && ScaledColumns.write(out, SCALED, values, n, columns, heapRate)) {
            return;
        }
        for (int c = 0; c < columns; c++) {
            writeColumn(out, values, n, columns, c);
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

    static SparseVector read(ByteReader in) throws CorruptDataException {
        Raw raw = readRaw(in);
        int n = raw.stacks.length;
        int columns = raw.values.length;
        long length = (long) n * columns;
        if (length > Integer.MAX_VALUE - 8) {
            throw in.corrupt(n + " stacks of " + columns + " columns are more than an array holds");
        }
        long[] values = new long[(int) length];
        for (int c = 0; c < columns; c++) {
            long[] column = raw.values[c];
            for (int i = 0, at = c; i < n; i++, at += columns) {
                values[at] = column[i];
            }
        }
        return new SparseVector(columns, raw.stacks, values);
    }

    private record Raw(int[] stacks, long[][] values) {}

    private static Raw readRaw(ByteReader in) throws CorruptDataException {
        int n = in.readCount("number of stacks");
        int columns = in.readInt("number of columns", MAX_COLUMNS);
        if (n > 0 && columns == 0) {
            throw in.corrupt(n + " stacks without a column");
        }
        int[] stacks = new int[n];
        in.readAscending(stacks, "stack number");
        if (columns * 1L > in.remaining()) {
            throw in.corrupt(columns + " columns where " + in.remaining() + " bytes are left");
        }
        long[][] values = new long[columns][];
        for (int c = 0; c < columns; c++) {
            int mode = in.readByte("a column's mode");
            if (mode == SCALED && c == 0) {
                return new Raw(stacks, ScaledColumns.read(in, n, columns));
            }
            values[c] = readColumn(in, mode, n, values, c);
        }
        return new Raw(stacks, values);
    }

    private static long[] readColumn(ByteReader in, int mode, int n, long[][] values, int c)
            throws CorruptDataException {
        return switch (mode) {
            case PLAIN, ZIGZAG -> readValues(in, n, c, mode == ZIGZAG);
            case MULTIPLE -> {
                long[] source = values[in.readInt("a column's source", c)];
                long factor = in.readZigZag("a column's factor");
                long[] column = new long[n];
                for (int i = 0; i < n; i++) {
                    column[i] = source[i] * factor;
                }
                yield column;
            }
            default -> throw in.corrupt("column " + c + " has mode " + mode + ", which this version does not know");
        };
    }

    private static long[] readValues(ByteReader in, int n, int c, boolean zigzag) throws CorruptDataException {
        if (n > in.remaining()) {
            throw in.corrupt("column " + c + " is cut off");
        }
        long[] column = new long[n];
        in.readVarints(column, "value");
        if (zigzag) {
            for (int i = 0; i < n; i++) {
                column[i] = column[i] >>> 1 ^ -(column[i] & 1);
            }
        }
        return column;
    }
}
