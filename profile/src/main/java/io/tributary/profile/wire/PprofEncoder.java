package io.tributary.profile.wire;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes pprof in one canonical form: the same content gives the same bytes, in whatever order the profile's rows come.
 * Only functions, locations and strings that are referred to are written, equal rows become one, equal samples are added
 * up, samples and locations are sorted by content, functions and strings are in the order of first use. Samples whose values are all zero
 * are kept: leaving them out is the merge's business.
 *
 * <p>Mappings keep the order of the profile's table, since the first is the main binary: profiles that differ in the
 * order of their mappings differ in their bytes.
 */
public final class PprofEncoder {
    /** The level for the bare message without gzip around it. */
    public static final int NO_GZIP = 0;

    private final Profile profile;
    private final CanonicalOrder order;
    private final ProtoWriter out;

    /** Numbers in the output, given in the order of first use. */
    private final Numbering strings;

    private final Numbering functions;
    private int headerStrings;

    private PprofEncoder(Profile profile) {
        this.profile = profile;
        this.order = new CanonicalOrder(profile);
        this.out = new ProtoWriter(profile.strings().bytes().length
                + 3 * profile.samples().location().length
                + 8 * profile.samples().values().length
                + 32 * profile.locations().size());
        this.strings = new Numbering(order.firstString.length);
        this.functions = new Numbering(order.firstFunction.length);
        string(0);
    }

    /**
     * Encodes into an array.
     *
     * @param gzipLevel 1 (fast, as {@link Gzip#deflate(byte[], int, int)} says) to 9 (small), or {@link #NO_GZIP}
     */
    public static byte[] encode(Profile profile, int gzipLevel) {
        checkLevel(gzipLevel);
        ProtoWriter message = new PprofEncoder(profile).write();
        if (gzipLevel == NO_GZIP) {
            return Arrays.copyOf(message.bytes(), message.size());
        }
        return Gzip.deflate(message.bytes(), message.size(), gzipLevel);
    }

    /**
     * Encodes into a stream, which is left open.
     *
     * @param gzipLevel 1 (fast) to 9 (small), or {@link #NO_GZIP}
     * @throws IOException if {@code to} throws it
     */
    public static void encode(Profile profile, int gzipLevel, OutputStream to) throws IOException {
        checkLevel(gzipLevel);
        ProtoWriter message = new PprofEncoder(profile).write();
        if (gzipLevel == NO_GZIP) {
            to.write(message.bytes(), 0, message.size());
        } else {
            Gzip.deflate(message.bytes(), message.size(), gzipLevel, to);
        }
    }

    private static void checkLevel(int gzipLevel) {
        if (gzipLevel < NO_GZIP || gzipLevel > 9) {
            throw new IllegalArgumentException("gzipLevel must be 0 (none) to 9, not " + gzipLevel);
        }
    }

    private ProtoWriter write() {
        Header h = profile.header();
        for (int i = 0; i < h.sampleTypes().size(); i++) {
            writeValueType(1);
        }
        writeSamples();
        for (int row = 0; row < profile.mappings().size(); row++) {
            writeMapping(row);
        }
        for (int number = 1; number <= order.locations.size(); number++) {
            writeLocation(number);
        }
        for (int number = 0; number < functions.size(); number++) {
            writeFunction(number);
        }
        out.number(7, headerString());
        out.number(8, headerString());
        out.number(14, headerString());
        out.number(15, headerString());
        out.number(9, h.timeNanos());
        out.number(10, h.durationNanos());
        if (h.periodType() != null) {
            writeValueType(11);
        } else {
            headerStrings += 2;
        }
        out.number(12, h.period());
        if (!h.comments().isEmpty()) {
            int comments = out.begin(13);
            for (int i = 0; i < h.comments().size(); i++) {
                out.element(headerString());
            }
            out.end(comments);
        }
        for (int number = 0; number < strings.size(); number++) {
            int row = strings.row(number);
            out.bytes(6, order.stringBytes(row), order.stringOffset(row), order.stringLength(row));
        }
        return out;
    }

    private void writeValueType(int field) {
        int type = out.begin(field);
        out.number(1, headerString());
        out.number(2, headerString());
        out.end(type);
    }

    private void writeSamples() {
        int columns = profile.valueCount();
        long[] values = profile.samples().values();
        long[] sum = new long[columns];
        int[] samples = order.samples;
        for (int i = 0; i < samples.length; i++) {
            for (int c = 0; c < columns; c++) {
                sum[c] += values[samples[i] * columns + c];
            }
            if (i + 1 == samples.length || order.compareSamples(samples[i], samples[i + 1]) != 0) {
                writeSample(samples[i], sum);
                Arrays.fill(sum, 0);
            }
        }
    }

    private void writeSample(int sample, long[] values) {
        SampleTable s = profile.samples();
        int message = out.begin(2);
        int from = s.stackOffset()[sample];
        int to = s.stackOffset()[sample + 1];
        if (from < to) {
            int stack = out.begin(1);
            out.elementsBackwards(order.rootFirst, from, to);
            out.end(stack);
        }
        int packed = out.begin(2);
        for (long value : values) {
            out.element(value);
        }
        out.end(packed);
        for (int i = s.labelOffset()[sample]; i < s.labelOffset()[sample + 1]; i++) {
            int row = order.labels[i];
            int label = out.begin(3);
            out.number(1, string(s.labelKey()[row]));
            out.number(2, string(s.labelString()[row]));
            out.number(3, s.labelNumber()[row]);
            out.number(4, string(s.labelUnit()[row]));
            out.end(label);
        }
        out.end(message);
    }

    private void writeMapping(int row) {
        MappingTable m = profile.mappings();
        int message = out.begin(3);
        out.number(1, row + 1L);
        out.number(2, m.start()[row]);
        out.number(3, m.limit()[row]);
        out.number(4, m.fileOffset()[row]);
        out.number(5, string(m.filename()[row]));
        out.number(6, string(m.buildId()[row]));
        out.flag(7, (m.flags()[row] & MappingTable.HAS_FUNCTIONS) != 0);
        out.flag(8, (m.flags()[row] & MappingTable.HAS_FILENAMES) != 0);
        out.flag(9, (m.flags()[row] & MappingTable.HAS_LINE_NUMBERS) != 0);
        out.flag(10, (m.flags()[row] & MappingTable.HAS_INLINE_FRAMES) != 0);
        out.end(message);
    }

    private void writeLocation(int number) {
        LocationTable l = profile.locations();
        int row = order.locations.row(number);
        int message = out.begin(4);
        out.number(1, number);
        // NO_MAPPING is −1, so that it becomes the 0 of the wire.
        out.number(2, l.mapping()[row] + 1L);
        out.number(3, l.address()[row]);
        for (int i = l.lineOffset()[row]; i < l.lineOffset()[row + 1]; i++) {
            int line = out.begin(4);
            out.number(1, functions.of(order.firstFunction[l.lineFunction()[i]]) + 1L);
            out.number(2, l.line()[i]);
            out.number(3, l.column()[i]);
            out.end(line);
        }
        out.flag(5, l.folded()[row]);
        out.end(message);
    }

    private void writeFunction(int number) {
        FunctionTable f = profile.functions();
        int row = functions.row(number);
        int message = out.begin(5);
        out.number(1, number + 1L);
        out.number(2, string(f.name()[row]));
        out.number(3, string(f.systemName()[row]));
        out.number(4, string(f.filename()[row]));
        out.number(5, f.startLine()[row]);
        out.end(message);
    }

    private int string(int row) {
        return strings.of(order.firstString[row]);
    }

    /** The next string of the header, in the order in which {@link CanonicalOrder} collected them. */
    private int headerString() {
        return strings.of(order.headerString(headerStrings++));
    }

    /** Numbers rows from 0 as they are first asked for. */
    private static final class Numbering {
        private final int[] number;
        private final int[] row;
        private int size;

        Numbering(int rows) {
            number = new int[rows];
            row = new int[rows];
        }

        int of(int itsRow) {
            int known = number[itsRow];
            if (known != 0) {
                return known - 1;
            }
            row[size++] = itsRow;
            number[itsRow] = size;
            return size - 1;
        }

        int row(int itsNumber) {
            return row[itsNumber];
        }

        int size() {
            return size;
        }
    }
}
