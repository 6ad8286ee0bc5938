package io.tributary.profile.filter;

import io.tributary.profile.SampleTable;
import java.util.Arrays;

/** Keeps some samples of a table, with all or a part of their stacks. Samples are visited once, in order. */
final class SampleEdit {
    private final SampleTable from;
    private final int columns;
    private final int[] kept;
    private final int[] stackOffset;
    private final int[] location;
    private int size;
    private int labels;

    SampleEdit(SampleTable from, int columns) {
        this.from = from;
        this.columns = columns;
        kept = new int[from.size()];
        stackOffset = new int[from.size() + 1];
        location = new int[from.location().length];
    }

    void keep(int sample) {
        keep(sample, from.stackOffset()[sample], from.stackOffset()[sample + 1]);
    }

    /** Keeps the sample with the part of its stack between two places in {@link SampleTable#location}. */
    void keep(int sample, int begin, int end) {
        int depth = end - begin;
        System.arraycopy(from.location(), begin, location, stackOffset[size], depth);
        add(sample, depth);
    }

    /** Keeps the sample with the frames that are not hidden, if there is one. */
    void keepVisible(int sample, boolean[] hidden) {
        int to = stackOffset[size];
        for (int i = from.stackOffset()[sample]; i < from.stackOffset()[sample + 1]; i++) {
            int row = from.location()[i];
            if (!hidden[row]) {
                location[to++] = row;
            }
        }
        if (to > stackOffset[size]) {
            add(sample, to - stackOffset[size]);
        }
    }

    private void add(int sample, int depth) {
        kept[size] = sample;
        stackOffset[size + 1] = stackOffset[size] + depth;
        labels += from.labelOffset()[sample + 1] - from.labelOffset()[sample];
        size++;
    }

    SampleTable result() {
        int frames = stackOffset[size];
        if (size == from.size() && frames == location.length) {
            return from;
        }
        int[] stacks = Arrays.copyOf(location, frames);
        if (size == from.size()) {
            return new SampleTable(
                    stackOffset,
                    stacks,
                    from.values(),
                    from.labelOffset(),
                    from.labelKey(),
                    from.labelString(),
                    from.labelNumber(),
                    from.labelUnit());
        }
        SampleTable to = new SampleTable(
                Arrays.copyOf(stackOffset, size + 1),
                stacks,
                new long[size * columns],
                new int[size + 1],
                new int[labels],
                new int[labels],
                new long[labels],
                new int[labels]);
        for (int i = 0; i < size; i++) {
            copyValuesAndLabels(kept[i], to, i);
        }
        return to;
    }

    private void copyValuesAndLabels(int sample, SampleTable to, int row) {
        System.arraycopy(from.values(), sample * columns, to.values(), row * columns, columns);
        int label = from.labelOffset()[sample];
        int count = from.labelOffset()[sample + 1] - label;
        int at = to.labelOffset()[row];
        to.labelOffset()[row + 1] = at + count;
        System.arraycopy(from.labelKey(), label, to.labelKey(), at, count);
        System.arraycopy(from.labelString(), label, to.labelString(), at, count);
        System.arraycopy(from.labelNumber(), label, to.labelNumber(), at, count);
        System.arraycopy(from.labelUnit(), label, to.labelUnit(), at, count);
    }
}
