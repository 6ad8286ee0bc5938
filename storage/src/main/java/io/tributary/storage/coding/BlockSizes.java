package io.tributary.storage.coding;

import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.DictionaryView.LabelColumns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes each object of a stack has, by the numeric label {@code bytes} that Go gives to the samples of heap profiles. For one
 * thread.
 */
public final class BlockSizes {
    /** Of a dictionary without stacks. */
    static final BlockSizes NONE = new BlockSizes(new Dictionary().view());

    private static final byte[] LABEL = "bytes".getBytes(StandardCharsets.UTF_8);

    private final DictionaryView dictionary;
    private long @Nullable [] byLabelSet;

    /** Looks at the dictionary's label sets when a size is asked for, and only once. */
    public BlockSizes(DictionaryView dictionary) {
        this.dictionary = dictionary;
    }

    /** How many stacks are known. */
    int stacks() {
        return dictionary.size().stacks();
    }

    /**
     * Finds the sizes of the first n stacks, 0 where no label tells.
     *
     * @param stacks all of them known
     * @return how many have a size
     */
    int find(int[] stacks, int n, long[] sizes) {
        long[] known = byLabelSet();
        int[] labelSets = dictionary.stackLabelSet();
        int found = 0;
        for (int i = 0; i < n; i++) {
            sizes[i] = known[labelSets[stacks[i]]];
            found += sizes[i] > 0 ? 1 : 0;
        }
        return found;
    }

    private long[] byLabelSet() {
        long[] known = byLabelSet;
        if (known == null) {
            known = new long[dictionary.size().labelSets()];
            for (int set = 0; set < known.length; set++) {
                known[set] = sizeOf(set);
            }
            byLabelSet = known;
        }
        return known;
    }

    private long sizeOf(int set) {
        LabelColumns labels = dictionary.labelSets();
        for (int l = labels.offset()[set]; l < labels.offset()[set + 1]; l++) {
            if (labels.string()[l] == 0 && labels.number()[l] > 0 && isLabel(labels.key()[l])) {
                return labels.number()[l];
            }
        }
        return 0;
    }

    private boolean isLabel(int key) {
        int[] offsets = dictionary.strings().offsets();
        return Arrays.equals(dictionary.strings().bytes(), offsets[key], offsets[key + 1], LABEL, 0, LABEL.length);
    }
}
