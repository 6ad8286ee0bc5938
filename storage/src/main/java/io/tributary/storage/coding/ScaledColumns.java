package io.tributary.storage.coding;

/**
 * The columns of a heap profile as what Go scaled them from: pairs of objects and bytes, where the objects of a stack are of one size.
 *
 * <pre>
 * rate  n sizes  pair × columns / 2
 *
 * pair:  n counts  number of exceptions  (row - row before - 1, objects z, bytes z) × exceptions
 * </pre>
 *
 * A row that the rule does not give exactly is an exception, with its values as they are; its count is 0.
 */
final class ScaledColumns {
    /** Where more rows than one in so many are exceptions, the values come from elsewhere: a sum, a mean, another scale. */
    private static final int RARE = 4;

    /** So many rows are tried before all are. */
    private static final int TRIED = 32;

    private final int n;
    private final int columns;
    private final long[] values;
    private final long rate;
    private final HeapScale scale;
    private final long[] sizes;

    private ScaledColumns(long[] values, int n, int columns, long rate) {
        this.values = values;
        this.n = n;
        this.columns = columns;
        this.rate = rate;
        this.scale = new HeapScale(rate);
        this.sizes = new long[n];
    }

    /**
     * Writes all columns of a vector, or nothing when they are not what Go scales.
     *
     * @param values row by row
     * @param columns an even number
     * @param rate bytes for one sample, more than one
     * @return whether it wrote
     */
    static boolean write(ByteWriter out, int mode, long[] values, int n, int columns, long rate) {
        ScaledColumns scaled = new ScaledColumns(values, n, columns, rate);
        if (!scaled.looksScaled()) {
            return false;
        }
        long[][] counts = new long[columns / 2][];
        int exceptions = 0;
        for (int pair = 0; pair < counts.length; pair++) {
            counts[pair] = new long[n];
            exceptions += scaled.find(pair, counts[pair]);
        }
        if (exceptions > (long) n * counts.length / RARE) {
            return false;
        }
        out.writeByte(mode);
        scaled.write(out, counts);
        return true;
    }

    private boolean looksScaled() {
        int tried = 0;
        int found = 0;
        for (int row = 0; row < n && tried < TRIED; row++) {
            for (int c = 0; c < columns; c += 2) {
                int at = row * columns + c;
                if (values[at] != 0 || values[at + 1] != 0) {
                    tried++;
                    found += scale.count(values[at], values[at + 1]) > 0 ? 1 : 0;
                    break;
                }
            }
        }
        return found * 2 > tried;
    }

    /** Fills the counts and says how many rows have none although they have values. */
    private int find(int pair, long[] counts) {
        int exceptions = 0;
        for (int row = 0, at = 2 * pair; row < n; row++, at += columns) {
            long objects = values[at];
            long bytes = values[at + 1];
            if (objects == 0 && bytes == 0) {
                continue;
            }
            if (sizes[row] > 0) {
                counts[row] = scale.count(objects, bytes, sizes[row]);
            } else {
                counts[row] = scale.count(objects, bytes);
                if (counts[row] > 0) {
                    sizes[row] = scale.size();
                }
            }
            exceptions += counts[row] == 0 ? 1 : 0;
        }
        return exceptions;
    }

    private void write(ByteWriter out, long[][] counts) {
        out.writeVarint(rate);
        for (long size : sizes) {
            out.writeVarint(size);
        }
        for (int pair = 0; pair < counts.length; pair++) {
            int exceptions = 0;
            for (int row = 0; row < n; row++) {
                out.writeVarint(counts[pair][row]);
                exceptions += isException(counts[pair], pair, row) ? 1 : 0;
            }
            out.writeVarint(exceptions);
            int before = -1;
            for (int row = 0; row < n; row++) {
                if (isException(counts[pair], pair, row)) {
                    out.writeVarint(row - before - 1L);
                    out.writeZigZag(values[row * columns + 2 * pair]);
                    out.writeZigZag(values[row * columns + 2 * pair + 1]);
                    before = row;
                }
            }
        }
    }

    private boolean isException(long[] counts, int pair, int row) {
        int at = row * columns + 2 * pair;
        return counts[row] == 0 && (values[at] != 0 || values[at + 1] != 0);
    }

    /** Reads what {@link #write} wrote behind the mode: every column's values. */
    static long[][] read(ByteReader in, int n, int columns) throws CorruptDataException {
        long rate = in.readVarint("rate");
        if (rate <= 1 || columns % 2 != 0) {
            throw in.corrupt(columns + " columns scaled from one sample in " + rate + " bytes");
        }
        if (n > in.remaining()) {
            throw in.corrupt("sizes are cut off");
        }
        HeapScale scale = new HeapScale(rate);
        long[] sizes = new long[n];
        in.readVarints(sizes, n, "size");
        long[][] columnsRead = new long[columns][];
        for (int c = 0; c < columns; c += 2) {
            if (n > in.remaining()) {
                throw in.corrupt("counts are cut off");
            }
            long[] objects = new long[n];
            long[] bytes = new long[n];
            in.readVarints(objects, n, "count");
            for (int row = 0; row < n; row++) {
                long count = objects[row];
                if (count != 0) {
                    objects[row] = scale.objects(count, sizes[row]);
                    bytes[row] = scale.bytes(count, sizes[row]);
                }
            }
            readExceptions(in, objects, bytes);
            columnsRead[c] = objects;
            columnsRead[c + 1] = bytes;
        }
        return columnsRead;
    }

    private static void readExceptions(ByteReader in, long[] objects, long[] bytes) throws CorruptDataException {
        int exceptions = in.readCount("number of exceptions");
        long row = -1;
        for (int i = 0; i < exceptions; i++) {
            row = in.checked(
                    row + 1 + in.readInt("exception's distance", objects.length), "exception's row", objects.length);
            objects[(int) row] = in.readZigZag("objects");
            bytes[(int) row] = in.readZigZag("bytes");
        }
    }
}
