package io.tributary.profile.dictionary;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.dictionary.DictionaryView.LabelColumns;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the samples of a profile of which the dictionary leaves labels out. */
final class OwnLabelsBuilder {
    private final Profile profile;
    private final Strings strings = new Strings();
    private final LabelSets sets = new LabelSets();
    private final LabelSorter labels = new LabelSorter(strings);
    /** By stack and label set. */
    private final Map<Long, long[]> values = new TreeMap<>();

    OwnLabelsBuilder(Profile profile) {
        this.profile = profile;
    }

    /** Adds a sample that counts on this stack. */
    void add(int stack, int sample) {
        int columns = profile.valueCount();
        long[] sum = values.computeIfAbsent((long) stack << 32 | set(sample), _ -> new long[columns]);
        for (int c = 0; c < columns; c++) {
            sum[c] += profile.samples().values()[sample * columns + c];
        }
    }

    private int set(int sample) {
        SampleTable table = profile.samples();
        labels.clear();
        for (int l = table.labelOffset()[sample]; l < table.labelOffset()[sample + 1]; l++) {
            labels.add(
                    string(table.labelKey()[l]),
                    string(table.labelString()[l]),
                    table.labelNumber()[l],
                    string(table.labelUnit()[l]));
        }
        return sets.add(labels.key, labels.string, labels.number, labels.unit, labels.count);
    }

    private int string(int row) {
        StringTable table = profile.strings();
        return strings.add(table.bytes(), table.offset(row), table.length(row));
    }

    /** All of them, without those that come to zero; null when there is none. */
    @Nullable
    OwnLabels build() {
        int columns = profile.valueCount();
        values.values().removeIf(sum -> Interner.isZero(sum, 0, columns));
        if (values.isEmpty()) {
            return null;
        }
        int n = values.size();
        int[] stacks = new int[n];
        int[] setOf = new int[n];
        long[] all = new long[n * columns];
        int i = 0;
        for (Map.Entry<Long, long[]> entry : values.entrySet()) {
            stacks[i] = (int) (entry.getKey() >>> 32);
            setOf[i] = entry.getKey().intValue() - 1;
            System.arraycopy(entry.getValue(), 0, all, i * columns, columns);
            i++;
        }
        return new OwnLabels(
                new StringTable(
                        Arrays.copyOf(strings.bytes, strings.length()),
                        Arrays.copyOf(strings.offsets, strings.size + 1)),
                columns(),
                stacks,
                setOf,
                all);
    }

    /** Without the empty set, which is number 0 of the table. */
    private LabelColumns columns() {
        int length = sets.labels();
        return new LabelColumns(
                Arrays.copyOfRange(sets.offset, 1, sets.size + 1),
                Arrays.copyOf(sets.key, length),
                Arrays.copyOf(sets.string, length),
                Arrays.copyOf(sets.number, length),
                Arrays.copyOf(sets.unit, length));
    }
}
