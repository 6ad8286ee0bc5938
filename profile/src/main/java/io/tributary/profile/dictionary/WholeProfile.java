package io.tributary.profile.dictionary;

import io.tributary.profile.dictionary.DictionaryView.LabelColumns;
import io.tributary.profile.dictionary.DictionaryView.StringColumns;
import java.util.Arrays;

/** A profile's own label sets put behind those of its dictionary, with the stacks that carry them. */
final class WholeProfile {
    private final DictionaryView view;
    private final OwnLabels own;

    WholeProfile(DictionaryView view, OwnLabels own) {
        this.view = view;
        this.own = own;
        for (int stack : own.stacks()) {
            ProfileAssembler.check("stack", stack, view.size().stacks());
        }
    }

    /** The profile's vector with its own label sets, over {@link #view}. */
    SparseVector vector(SparseVector vector) {
        int columns = vector.columns();
        int most = vector.size() + own.size();
        int[] stacks = Arrays.copyOf(vector.stacks(), most);
        long[] values = new long[most * columns];
        int n = 0;
        for (int i = 0; i < vector.size(); i++) {
            int stack = vector.stacks()[i];
            ProfileAssembler.check("stack", stack, view.size().stacks());
            if (!LeftOutLabels.isIn(view, view.stackLabelSet()[stack])) {
                stacks[n] = stack;
                System.arraycopy(vector.values(), i * columns, values, n * columns, columns);
                n++;
            }
        }
        System.arraycopy(own.values(), 0, values, n * columns, own.size() * columns);
        for (int i = 0; i < own.size(); i++) {
            stacks[n++] = view.size().stacks() + i;
        }
        return new SparseVector(columns, Arrays.copyOf(stacks, n), Arrays.copyOf(values, n * columns));
    }

    /** The dictionary with the profile's own label sets and stacks. */
    DictionaryView view() {
        Mark size = view.size();
        int[] leaf = Arrays.copyOf(view.stackLeaf(), size.stacks() + own.size());
        int[] labelSet = Arrays.copyOf(view.stackLabelSet(), leaf.length);
        for (int i = 0; i < own.size(); i++) {
            leaf[size.stacks() + i] = leaf[own.stacks()[i]];
            labelSet[size.stacks() + i] = size.labelSets() + own.sets()[i];
        }
        Mark larger = new Mark(
                size.strings() + own.strings().size(),
                size.functions(),
                size.mappings(),
                size.locations(),
                size.nodes(),
                size.labelSets() + own.setCount(),
                leaf.length);
        return new DictionaryView(
                larger,
                strings(size.strings()),
                view.functions(),
                view.mappings(),
                view.locations(),
                view.nodes(),
                labelSets(size.strings(), size.labelSets()),
                leaf,
                labelSet);
    }

    private StringColumns strings(int before) {
        int length = view.strings().offsets()[before];
        int n = own.strings().size();
        int ownLength = own.strings().offset(n - 1) + own.strings().length(n - 1);
        byte[] bytes = Arrays.copyOf(view.strings().bytes(), Math.addExact(length, ownLength));
        System.arraycopy(own.strings().bytes(), 0, bytes, length, ownLength);
        int[] offsets = Arrays.copyOf(view.strings().offsets(), before + n + 1);
        for (int i = 0; i < n; i++) {
            offsets[before + i + 1] =
                    length + own.strings().offset(i) + own.strings().length(i);
        }
        return new StringColumns(bytes, offsets);
    }

    private LabelColumns labelSets(int strings, int sets) {
        LabelColumns from = view.labelSets();
        LabelColumns more = own.labels();
        int before = from.offset()[sets];
        int n = more.offset()[own.setCount()];
        LabelColumns all = new LabelColumns(
                Arrays.copyOf(from.offset(), sets + own.setCount() + 1),
                Arrays.copyOf(from.key(), before + n),
                Arrays.copyOf(from.string(), before + n),
                Arrays.copyOf(from.number(), before + n),
                Arrays.copyOf(from.unit(), before + n));
        for (int set = 0; set < own.setCount(); set++) {
            all.offset()[sets + set + 1] = before + more.offset()[set + 1];
        }
        for (int l = 0; l < n; l++) {
            all.key()[before + l] = string(more.key()[l], strings);
            all.string()[before + l] = string(more.string()[l], strings);
            all.number()[before + l] = more.number()[l];
            all.unit()[before + l] = string(more.unit()[l], strings);
        }
        return all;
    }

    /** The empty string stays number 0: a label is a number by that. */
    private static int string(int own, int before) {
        return own == 0 ? 0 : before + own;
    }
}
