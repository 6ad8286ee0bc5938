package io.tributary.storage.coding;

import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.Mark;

/** Writes one segment; the layout is {@link SegmentCodec}'s. */
final class SegmentWriter {
    private final Dictionary dictionary;
    private final DictionaryView view;
    private final Mark from;
    private final Mark to;
    private final ByteWriter out;

    SegmentWriter(Dictionary dictionary, Mark from) {
        this.dictionary = dictionary;
        this.view = dictionary.view();
        this.from = from;
        to = view.size();
        out = new ByteWriter(1024);
    }

    byte[] write() {
        out.writeByte(SegmentCodec.FORMAT);
        range(from.strings(), to.strings());
        range(from.functions(), to.functions());
        range(from.mappings(), to.mappings());
        range(from.locations(), to.locations());
        range(from.nodes(), to.nodes());
        range(from.labelSets(), to.labelSets());
        range(from.stacks(), to.stacks());
        out.writeVarint(to.strings() - from.strings());
        out.writeVarint(to.functions() - from.functions());
        out.writeVarint(to.mappings() - from.mappings());
        out.writeVarint(to.locations() - from.locations());
        out.writeVarint(to.nodes() - from.nodes());
        out.writeVarint(to.labelSets() - from.labelSets());
        out.writeVarint(to.stacks() - from.stacks());
        strings();
        functions();
        mappings();
        locations();
        nodes();
        labelSets();
        stacks();
        return out.toByteArray();
    }

    private void range(int first, int end) {
        if (first > end) {
            throw new IllegalArgumentException("a segment from " + from + " of a dictionary that is only at " + to);
        }
        out.writeVarint(first);
    }

    private void strings() {
        int[] offsets = view.strings().offsets();
        for (int i = from.strings(); i < to.strings(); i++) {
            out.writeVarint(offsets[i + 1] - offsets[i]);
        }
        int first = offsets[from.strings()];
        out.writeBytes(view.strings().bytes(), first, offsets[to.strings()] - first);
    }

    private void functions() {
        DictionaryView.FunctionColumns f = view.functions();
        deltas(f.name(), from.functions(), to.functions());
        for (int i = from.functions(); i < to.functions(); i++) {
            out.writeZigZag((long) f.systemName()[i] - f.name()[i]);
        }
        deltas(f.filename(), from.functions(), to.functions());
        for (int i = from.functions(); i < to.functions(); i++) {
            out.writeZigZag(f.startLine()[i]);
        }
    }

    private void mappings() {
        DictionaryView.MappingColumns m = view.mappings();
        for (int i = from.mappings(); i < to.mappings(); i++) {
            out.writeVarint(m.start()[i]);
            out.writeVarint(m.limit()[i] - m.start()[i]);
            out.writeVarint(m.fileOffset()[i]);
            out.writeVarint(m.filename()[i]);
            out.writeVarint(m.buildId()[i]);
            out.writeVarint(m.flags()[i] & 0xFF);
            out.writeVarint(m.ordinal()[i]);
        }
    }

    private void locations() {
        DictionaryView.LocationColumns l = view.locations();
        for (int i = from.locations(); i < to.locations(); i++) {
            out.writeVarint(l.mappingAndFolded()[i]);
        }
        for (int i = from.locations(); i < to.locations(); i++) {
            out.writeVarint(l.lineOffset()[i + 1] - l.lineOffset()[i]);
        }
        int firstLine = l.lineOffset()[from.locations()];
        int endLine = l.lineOffset()[to.locations()];
        deltas(l.lineFunction(), firstLine, endLine);
        long[] startLine = view.functions().startLine();
        boolean columns = false;
        for (int i = firstLine; i < endLine; i++) {
            out.writeZigZag(l.line()[i] - startLine[l.lineFunction()[i]]);
            columns |= l.columnOf(i) != 0;
        }
        out.writeByte(columns ? 1 : 0);
        if (columns) {
            for (int i = firstLine; i < endLine; i++) {
                out.writeZigZag(l.columnOf(i));
            }
        }
        addresses(l);
    }

    private void addresses(DictionaryView.LocationColumns l) {
        long before = 0;
        for (int i = from.locations(); i < to.locations(); i++) {
            int end = l.lineOffset()[i + 1];
            int near = l.lineOffset()[i] == end ? i : dictionary.firstLocation(l.lineFunction()[end - 1]);
            out.writeZigZag(l.address()[i] - (near < i ? l.address()[near] : before));
            before = l.address()[i];
        }
    }

    private void nodes() {
        for (int i = from.nodes(); i < to.nodes(); i++) {
            out.writeVarint(i - view.parent(i) - 1L);
        }
        long before = 0;
        for (int i = from.nodes(); i < to.nodes(); i++) {
            out.writeZigZag(view.location(i) - before);
            before = view.location(i);
        }
    }

    private void labelSets() {
        DictionaryView.LabelColumns l = view.labelSets();
        for (int i = from.labelSets(); i < to.labelSets(); i++) {
            out.writeVarint(l.offset()[i + 1] - l.offset()[i]);
        }
        for (int i = l.offset()[from.labelSets()]; i < l.offset()[to.labelSets()]; i++) {
            boolean numeric = l.string()[i] == 0;
            out.writeVarint((long) l.key()[i] << 1 | (numeric ? 1 : 0));
            if (numeric) {
                out.writeZigZag(l.number()[i]);
                out.writeVarint(l.unit()[i]);
            } else {
                out.writeVarint(l.string()[i]);
            }
        }
    }

    private void stacks() {
        ExpectedLeaf expected = new ExpectedLeaf(view, from.nodes());
        for (int i = from.stacks(); i < to.stacks(); i++) {
            int leaf = view.stackLeaf()[i];
            out.writeZigZag((long) leaf - expected.leaf());
            expected.next(leaf);
        }
        for (int i = from.stacks(); i < to.stacks(); i++) {
            out.writeVarint(view.stackLabelSet()[i]);
        }
    }

    private void deltas(int[] column, int first, int end) {
        long before = 0;
        for (int i = first; i < end; i++) {
            out.writeZigZag(column[i] - before);
            before = column[i];
        }
    }
}
