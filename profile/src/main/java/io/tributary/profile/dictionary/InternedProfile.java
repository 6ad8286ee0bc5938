package io.tributary.profile.dictionary;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a profile once its dictionary knows the rest; with the header, it is the whole profile.
 *
 * @param vector its stacks and their values; what {@code ownLabels} have is in it, on stacks that leave labels out
 * @param mappings all its mappings in its own order; of a merge's dictionary only those that its samples name
 * @param ownLabels the samples whose labels the dictionary leaves out; null when there are none
 */
public record InternedProfile(
        SparseVector vector,
        List<MappingUse> mappings,
        @Nullable OwnLabels ownLabels) {
    public InternedProfile {
        mappings = List.copyOf(mappings);
    }

    /** A profile all of whose labels the dictionary knows. */
    public InternedProfile(SparseVector vector, List<MappingUse> mappings) {
        this(vector, mappings, null);
    }

    /** How many distinct stacks it has, those of different labels apart. */
    public int stacks() {
        return ownLabels == null ? vector.size() : ownLabels.stacksWith(vector);
    }

    /** Whether it carries itself exactly what its stacks leave out. */
    public boolean isWhole(DictionaryView dictionary) {
        SparseVector leftOut = LeftOutLabels.only(dictionary, vector);
        if (ownLabels == null) {
            return leftOut.size() == 0;
        }
        SparseVector own = ownLabels.sum(vector.columns());
        return ownLabels.areOn(dictionary)
                && Arrays.equals(own.stacks(), leftOut.stacks())
                && Arrays.equals(own.values(), leftOut.values());
    }
}
