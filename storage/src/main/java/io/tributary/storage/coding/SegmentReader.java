package io.tributary.storage.coding;

import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.Mark;

/**
 * Replays one segment; the layout is {@link SegmentCodec}'s. Every row refers to rows that are there already, and gets
 * exactly the next number: a row that the dictionary has already says that the bytes are wrong.
 */
final class SegmentReader {
    private static final String WHAT = "dictionary segment";

    private final Dictionary dictionary;
    private final byte[] segment;
    private final ByteReader in;

    SegmentReader(Dictionary dictionary, byte[] segment) {
        this.dictionary = dictionary;
        this.segment = segment;
        in = new ByteReader(WHAT, segment);
    }

    void read() throws CorruptDataException {
        int format = in.readByte("format");
        if (format != SegmentCodec.FORMAT) {
            throw in.corrupt("format " + format + ", this version reads " + SegmentCodec.FORMAT);
        }
        Mark first = readMark("first");
        if (!first.equals(dictionary.mark())) {
            throw in.corrupt("it follows on " + first + ", the dictionary is at " + dictionary.mark());
        }
        Mark count = readMark("number of");
        int strings = first.strings() + count.strings();
        int functions = first.functions() + count.functions();
        int mappings = first.mappings() + count.mappings();
        int locations = first.locations() + count.locations();
        int labelSets = first.labelSets() + count.labelSets();
        strings(first.strings(), count.strings());
        functions(first.functions(), count.functions(), strings);
        mappings(first.mappings(), count.mappings(), strings);
        locations(first.locations(), count.locations(), mappings, functions);
        nodes(first.nodes(), count.nodes(), locations);
        labelSets(first.labelSets(), count.labelSets(), strings);
        stacks(first, count.stacks(), labelSets);
        in.expectEnd();
    }

    private Mark readMark(String field) throws CorruptDataException {
        return new Mark(
                readSize(field + " string"),
                readSize(field + " function"),
                readSize(field + " mapping"),
                readSize(field + " location"),
                readSize(field + " node"),
                readSize(field + " label set"),
                readSize(field + " stack"));
    }

    /** Half of the numbers there are, so that a first number and a count add up to a number. */
    private int readSize(String field) throws CorruptDataException {
        return in.readInt(field, 1L << 30);
    }

    private void strings(int first, int count) throws CorruptDataException {
        int[] lengths = new int[fits(count, "strings")];
        for (int i = 0; i < count; i++) {
            lengths[i] = in.readInt("string's length", Integer.MAX_VALUE);
        }
        for (int i = 0; i < count; i++) {
            int at = in.skip(lengths[i], "string " + (first + i));
            next(dictionary.addString(segment, at, lengths[i]), first + i, "string");
        }
    }

    private void functions(int first, int count, int strings) throws CorruptDataException {
        int[] names = deltas(count, "function's name", strings);
        int[] systemNames = new int[count];
        for (int i = 0; i < count; i++) {
            systemNames[i] = in.checked(names[i] + in.readZigZag("system name"), "function's system name", strings);
        }
        int[] filenames = deltas(count, "function's file name", strings);
        for (int i = 0; i < count; i++) {
            long startLine = in.readZigZag("function's start line");
            next(dictionary.addFunction(names[i], systemNames[i], filenames[i], startLine), first + i, "function");
        }
    }

    private void mappings(int first, int count, int strings) throws CorruptDataException {
        for (int i = 0; i < count; i++) {
            long start = in.readVarint("mapping's start");
            long limit = start + in.readVarint("mapping's size");
            long offset = in.readVarint("mapping's file offset");
            int filename = in.readInt("mapping's file name", strings);
            int buildId = in.readInt("mapping's build id", strings);
            byte flags = (byte) in.readInt("mapping's flags", 256);
            int ordinal = in.readInt("mapping's ordinal", Integer.MAX_VALUE);
            int number = dictionary.addMapping(start, limit, offset, filename, buildId, flags, ordinal);
            next(number, first + i, "mapping");
        }
    }

    private void locations(int first, int count, int mappings, int functions) throws CorruptDataException {
        int[] mappingAndFolded = new int[fits(count, "locations")];
        for (int i = 0; i < count; i++) {
            mappingAndFolded[i] = in.readInt("location's mapping", (mappings + 1L) * 2);
        }
        int[] offset = offsets(count, "location's number of lines");
        int lines = offset[count];
        int[] function = deltas(lines, "line's function", functions);
        long[] startLine = dictionary.view().functions().startLine();
        long[] line = new long[fits(lines, "lines")];
        for (int i = 0; i < lines; i++) {
            line[i] = startLine[function[i]] + in.readZigZag("line's number");
        }
        long[] column = new long[lines];
        if (in.readInt("columns' mark", 2) == 1) {
            for (int i = 0; i < lines; i++) {
                column[i] = in.readZigZag("line's column");
            }
        }
        long[] known = dictionary.view().locations().address();
        long[] address = new long[fits(count, "locations")];
        long before = 0;
        for (int i = 0; i < count; i++) {
            int near = offset[i] == offset[i + 1] ? -1 : dictionary.firstLocation(function[offset[i + 1] - 1]);
            before = in.readZigZag("location's address")
                    + (near < 0 ? before : near < first ? known[near] : address[near - first]);
            address[i] = before;
            int number = dictionary.addLocation(
                    (mappingAndFolded[i] >> 1) - 1,
                    before,
                    (mappingAndFolded[i] & 1) != 0,
                    function,
                    line,
                    column,
                    offset[i],
                    offset[i + 1]);
            next(number, first + i, "location");
        }
    }

    private void nodes(int first, int count, int locations) throws CorruptDataException {
        int[] parent = new int[fits(count, "nodes")];
        for (int i = 0; i < count; i++) {
            long back = in.readInt("node's distance to its parent", first + i);
            parent[i] = (int) (first + i - 1 - back);
        }
        int[] location = deltas(count, "node's location", locations);
        for (int i = 0; i < count; i++) {
            next(dictionary.addNode(parent[i], location[i]), first + i, "node");
        }
    }

    private void labelSets(int first, int count, int strings) throws CorruptDataException {
        int[] offset = offsets(count, "label set's size");
        int most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, offset[i + 1] - offset[i]);
        }
        int[] key = new int[most];
        int[] string = new int[most];
        long[] number = new long[most];
        int[] unit = new int[most];
        for (int i = 0; i < count; i++) {
            int size = offset[i + 1] - offset[i];
            for (int l = 0; l < size; l++) {
                long keyAndKind = in.readVarint("label's key");
                key[l] = in.checked(keyAndKind >>> 1, "label's key", strings);
                boolean numeric = (keyAndKind & 1) != 0;
                string[l] = numeric ? 0 : in.readInt("label's string", strings);
                number[l] = numeric ? in.readZigZag("label's number") : 0;
                unit[l] = numeric ? in.readInt("label's unit", strings) : 0;
            }
            next(dictionary.addLabelSet(key, string, number, unit, size), first + i, "label set");
        }
    }

    private void stacks(Mark first, int count, int labelSets) throws CorruptDataException {
        DictionaryView nodes = dictionary.view();
        ExpectedLeaf expected = new ExpectedLeaf(nodes, first.nodes());
        int[] leaf = new int[fits(count, "stacks")];
        for (int i = 0; i < count; i++) {
            leaf[i] = in.checked(
                    expected.leaf() + in.readZigZag("stack's leaf"),
                    "stack's leaf",
                    nodes.size().nodes());
            expected.next(leaf[i]);
        }
        for (int i = 0; i < count; i++) {
            int labels = in.readInt("stack's label set", labelSets);
            next(dictionary.addStack(leaf[i], labels), first.stacks() + i, "stack");
        }
    }

    private void next(int number, int expected, String row) throws CorruptDataException {
        if (number != expected) {
            throw in.corrupt(row + " " + expected + " is the same as " + row + " " + number);
        }
    }

    private int fits(int count, String rows) throws CorruptDataException {
        if (count > in.remaining()) {
            throw in.corrupt(count + " " + rows + " where " + in.remaining() + " bytes are left");
        }
        return count;
    }

    private int[] deltas(int count, String field, int limit) throws CorruptDataException {
        int[] column = new int[fits(count, field)];
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = in.checked(value + in.readZigZag(field), field, limit);
            column[i] = (int) value;
        }
        return column;
    }

    private int[] offsets(int count, String field) throws CorruptDataException {
        int[] offset = new int[fits(count, field) + 1];
        long end = 0;
        for (int i = 0; i < count; i++) {
            end += in.readInt(field, Integer.MAX_VALUE);
            offset[i + 1] = in.checked(end, field, in.remaining() + 1L);
        }
        return offset;
    }
}
