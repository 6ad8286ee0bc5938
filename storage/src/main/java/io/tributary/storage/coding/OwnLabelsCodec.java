package io.tributary.storage.coding;

import io.tributary.profile.StringTable;
import io.tributary.profile.dictionary.DictionaryView.LabelColumns;
import io.tributary.profile.dictionary.OwnLabels;
import io.tributary.profile.dictionary.SparseVector;

/**
 * The samples whose labels a dictionary leaves out. All numbers are varints, z marks zig-zag ones; a string is its length and its
 * bytes.
 *
 * <pre>
 * strings      n × string, without the empty one, which is 0
 * label sets   n × number of labels
 *   their labels  key × 2 + 1 when numeric | string, or number z and unit
 * samples      n × (stack of the dictionary Δ | label set)
 *   their values  {@link VectorCodec} over 0, 1, …, n - 1
 * </pre>
 */
final class OwnLabelsCodec {
    private OwnLabelsCodec() {}

    static void write(ByteWriter out, OwnLabels own, int columns, long heapRate) {
        StringTable strings = own.strings();
        out.writeVarint(strings.size() - 1L);
        for (int i = 1; i < strings.size(); i++) {
            out.writeVarint(strings.length(i));
            out.writeBytes(strings.bytes(), strings.offset(i), strings.length(i));
        }
        LabelColumns labels = own.labels();
        out.writeVarint(own.setCount());
        for (int set = 0; set < own.setCount(); set++) {
            out.writeVarint(labels.offset()[set + 1] - labels.offset()[set]);
        }
        for (int l = 0; l < labels.offset()[own.setCount()]; l++) {
            boolean isNumeric = labels.string()[l] == 0;
            out.writeVarint(labels.key()[l] * 2L + (isNumeric ? 1 : 0));
            if (isNumeric) {
                out.writeZigZag(labels.number()[l]);
                out.writeVarint(labels.unit()[l]);
            } else {
                out.writeVarint(labels.string()[l]);
            }
        }
        int[] rows = new int[own.size()];
        out.writeVarint(rows.length);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
            out.writeVarint(own.stacks()[i] - (i == 0 ? 0 : own.stacks()[i - 1]));
        }
        for (int set : own.sets()) {
            out.writeVarint(set);
        }
        VectorCodec.write(out, new SparseVector(columns, rows, own.values()), heapRate, BlockSizes.NONE);
    }

    static OwnLabels read(ByteReader in) throws CorruptDataException {
        StringTable strings = readStrings(in);
        LabelColumns labels = readLabels(in, strings.size());
        int n = in.readCount("number of samples");
        int[] stacks = new int[n];
        long stack = 0;
        for (int i = 0; i < n; i++) {
            stack = in.checked(stack + in.readInt("stack's distance", Integer.MAX_VALUE), "stack", Integer.MAX_VALUE);
            stacks[i] = (int) stack;
        }
        int[] sets = new int[n];
        for (int i = 0; i < n; i++) {
            sets[i] = in.readInt("label set", labels.offset().length - 1L);
        }
        SparseVector values = VectorCodec.read(in, BlockSizes.NONE);
        if (values.size() != n || (n > 0 && values.stacks()[n - 1] != n - 1)) {
            throw in.corrupt(n + " samples with labels of their own, and values of " + values.size());
        }
        in.expectEnd();
        return new OwnLabels(strings, labels, stacks, sets, values.values());
    }

    private static StringTable readStrings(ByteReader in) throws CorruptDataException {
        int n = in.readCount("number of strings");
        int[] offsets = new int[n + 2];
        ByteWriter bytes = new ByteWriter(Math.min(in.remaining(), 1024));
        for (int i = 0; i < n; i++) {
            int length = in.readCount("length of a string");
            bytes.writeBytes(in.readBytes(length, "string"), 0, length);
            offsets[i + 2] = bytes.size();
        }
        return new StringTable(bytes.toByteArray(), offsets);
    }

    private static LabelColumns readLabels(ByteReader in, int strings) throws CorruptDataException {
        int sets = in.readCount("number of label sets");
        int[] offset = new int[sets + 1];
        for (int set = 0; set < sets; set++) {
            offset[set + 1] = in.checked(
                    offset[set] + (long) in.readCount("number of labels"), "number of labels", in.remaining() + 1L);
        }
        int n = offset[sets];
        LabelColumns labels = new LabelColumns(offset, new int[n], new int[n], new long[n], new int[n]);
        for (int l = 0; l < n; l++) {
            long keyAndKind = in.readVarint("label's key");
            labels.key()[l] = in.checked(keyAndKind >>> 1, "label's key", strings);
            if ((keyAndKind & 1) != 0) {
                labels.number()[l] = in.readZigZag("label's number");
                labels.unit()[l] = in.readInt("label's unit", strings);
            } else {
                labels.string()[l] = in.readInt("label's string", strings);
            }
        }
        return labels;
    }
}
