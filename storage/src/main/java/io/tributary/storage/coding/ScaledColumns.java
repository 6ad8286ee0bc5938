package io.tributary.storage.coding;

import io.tributary.profile.dictionary.SparseVector;
import java.util.Arrays;

/**
 * The columns of a heap profile as what Go scaled them from: pairs of objects and bytes, where the objects of a stack are of one size,
 * which the stack's labels tell ({@link BlockSizes}) or the record itself. z marks zig-zag numbers; rows are told as stacks are, by
 * their distances less one.
 *
 * <pre>
 * rate  n sizes, unless labels tell them  pair × columns / 2
 *
 * pair:    counts  corrections
 * counts:  0 ALL   n counts
 *          1 SOME  k  k rows  their counts: the others' are 0
 * corrections:     k  k rows  objects z × k  bytes z × k
 * </pre>
 *
 * A correction is added to what the count and the size give. In a scrape it is for rows of two samples that differ in nothing a
 * dictionary keeps, in a sum for what was cut off each addend.
 */
final class ScaledColumns {
    static final int ALL = 0;
    static final int SOME = 1;

    /** So many rows are tried before all are. */
    private static final int TRIED = 32;

    private final int n;
    private final int columns;
    private final long[] values;
    private final long rate;
    private final HeapScale scale;
    private final long[] sizes;
    private boolean areSizesKnown;

    private ScaledColumns(SparseVector vector, long rate) {
        this.values = vector.values();
        this.n = vector.size();
        this.columns = vector.columns();
        this.rate = rate;
        this.scale = new HeapScale(rate);
        this.sizes = new long[n];
    }

    /**
     * Writes all columns of a vector, or nothing when they are not what Go scales.
     *
     * @param vector of an even number of columns, and not empty
     * @param rate bytes for one sample, more than one
     * @param known where sizes may be told
     * @return whether it wrote
     */
    static boolean write(ByteWriter out, SparseVector vector, long rate, BlockSizes known) {
        ScaledColumns scaled = new ScaledColumns(vector, rate);
        scaled.takeSizes(vector.stacks(), known);
        if (!scaled.areSizesKnown && !scaled.looksScaled()) {
            return false;
        }
        out.writeByte(scaled.areSizesKnown ? VectorCodec.SCALED_BY_LABEL : VectorCodec.SCALED);
        scaled.write(out);
        return true;
    }

    private void takeSizes(int[] stacks, BlockSizes known) {
        areSizesKnown = stacks[n - 1] < known.stacks() && 2 * known.find(stacks, n, sizes) > n;
        if (!areSizesKnown) {
            Arrays.fill(sizes, 0);
        }
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

    private void write(ByteWriter out) {
        long[][] counts = new long[columns / 2][n];
        for (int pair = 0; pair < counts.length; pair++) {
            findCounts(pair, counts[pair]);
        }
        out.writeVarint(rate);
        if (!areSizesKnown) {
            for (long size : sizes) {
                out.writeVarint(size);
            }
        }
        for (int pair = 0; pair < counts.length; pair++) {
            writeCounts(out, counts[pair]);
            writeCorrections(out, pair, counts[pair]);
        }
    }

    private void findCounts(int pair, long[] counts) {
        for (int row = 0, at = 2 * pair; row < n; row++, at += columns) {
            long objects = values[at];
            long bytes = values[at + 1];
            if (objects == 0 && bytes == 0) {
                continue;
            }
            if (sizes[row] > 0) {
                counts[row] = scale.nearCount(objects, bytes, sizes[row]);
            } else if (!areSizesKnown) {
                counts[row] = scale.count(objects, bytes);
                if (counts[row] > 0) {
                    sizes[row] = scale.size();
                }
            }
        }
    }

    private void writeCounts(ByteWriter out, long[] counts) {
        int[] rows = new int[n];
        int k = 0;
        for (int row = 0; row < n; row++) {
            if (counts[row] != 0) {
                rows[k++] = row;
            }
        }
        if (k > n / 2) {
            out.writeByte(ALL);
            for (long count : counts) {
                out.writeVarint(count);
            }
            return;
        }
        out.writeByte(SOME);
        out.writeVarint(k);
        out.writeAscending(rows, k);
        for (int i = 0; i < k; i++) {
            out.writeVarint(counts[rows[i]]);
        }
    }

    private void writeCorrections(ByteWriter out, int pair, long[] counts) {
        int[] rows = new int[n];
        long[] objects = new long[n];
        long[] bytes = new long[n];
        int k = 0;
        for (int row = 0, at = 2 * pair; row < n; row++, at += columns) {
            objects[k] = values[at] - scale.objects(counts[row], sizes[row]);
            bytes[k] = values[at + 1] - scale.bytes(counts[row], sizes[row]);
            if (objects[k] != 0 || bytes[k] != 0) {
                rows[k++] = row;
            }
        }
        out.writeVarint(k);
        out.writeAscending(rows, k);
        for (int i = 0; i < k; i++) {
            out.writeZigZag(objects[i]);
        }
        for (int i = 0; i < k; i++) {
            out.writeZigZag(bytes[i]);
        }
    }
}
