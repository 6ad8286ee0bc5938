package io.tributary.storage.rocksdb;

import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.DictionaryView.LabelColumns;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.SparseVector;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import io.tributary.storage.selector.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which samples of a partition's profiles are asked for, by their labels. For any number of threads. */
final class SampleFilter {
    static final SampleFilter ALL = new SampleFilter(new int[0], new boolean[0]);
    static final SampleFilter NONE = new SampleFilter(new int[0], new boolean[0]);

    private final int[] labelSetOf;
    private final boolean[] isWanted;

    /**
     * @param labelSetOf each stack's label set
     * @param isWanted by label set
     */
    private SampleFilter(int[] labelSetOf, boolean[] isWanted) {
        this.labelSetOf = labelSetOf;
        this.isWanted = isWanted;
    }

    /**
     * What at least one of the selectors matches.
     *
     * @param dictionary taken after the snapshot from which the records come
     */
    static SampleFilter of(DictionaryView dictionary, List<Selector> anyOf) {
        int sets = dictionary.size().labelSets();
        boolean[] isWanted = new boolean[sets];
        int wanted = 0;
        for (int set = 0; set < sets; set++) {
            int labels = set;
            isWanted[set] = anyOf.stream()
                    .anyMatch(selector -> selector.matchesValues(name -> values(dictionary, labels, name)));
            wanted += isWanted[set] ? 1 : 0;
        }
        if (wanted == 0) {
            return NONE;
        }
        return wanted == sets
                ? ALL
                : new SampleFilter(
                        Arrays.copyOf(
                                dictionary.stackLabelSet(), dictionary.size().stacks()),
                        isWanted);
    }

    /** A label's values in a set; a number's is written in decimal. */
    private static List<String> values(DictionaryView dictionary, int set, String name) {
        LabelColumns labels = dictionary.labelSets();
        List<String> values = new ArrayList<>(1);
        for (int l = labels.offset()[set]; l < labels.offset()[set + 1]; l++) {
            if (string(dictionary, labels.key()[l]).equals(name)) {
                int text = labels.string()[l];
                values.add(text == 0 ? Long.toString(labels.number()[l]) : string(dictionary, text));
            }
        }
        return values;
    }

    private static String string(DictionaryView dictionary, int number) {
        int from = dictionary.strings().offsets()[number];
        return new String(
                dictionary.strings().bytes(),
                from,
                dictionary.strings().offsets()[number + 1] - from,
                StandardCharsets.UTF_8);
    }

    /** The same record with the samples that are asked for; its totals are of those. */
    byte[] apply(byte[] record, StoredRecord front) throws CorruptDataException {
        if (this == ALL) {
            return record;
        }
        SparseVector vector = ProfileRecordCodec.decodeVector(record);
        int columns = vector.columns();
        int[] stacks = new int[vector.size()];
        long[] values = new long[vector.values().length];
        int n = 0;
        for (int i = 0; i < stacks.length; i++) {
            int stack = vector.stacks()[i];
            if (stack >= labelSetOf.length) {
                throw new CorruptDataException(
                        "stored profile: stack " + stack + " is not in its dictionary of " + labelSetOf.length);
            }
            if (isWanted[labelSetOf[stack]]) {
                System.arraycopy(vector.values(), i * columns, values, n * columns, columns);
                stacks[n++] = stack;
            }
        }
        SparseVector wanted = new SparseVector(columns, Arrays.copyOf(stacks, n), Arrays.copyOf(values, n * columns));
        return ProfileRecordCodec.encode(front.header(), new InternedProfile(wanted, front.mappings()));
    }
}
