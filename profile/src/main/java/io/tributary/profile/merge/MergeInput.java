package io.tributary.profile.merge;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.DictionaryView;
import io.tributary.profile.dictionary.MappingUse;
import io.tributary.profile.dictionary.SparseVector;
import java.util.List;

/** A part of a merge that is a merge itself. */
public sealed interface MergeInput {
    Header header();

    /** In the header's columns, those of a sample side by side. */
    long[] values();

    /** As a profile. */
    record OfProfile(Profile profile) implements MergeInput {
        @Override
        public Header header() {
            return profile.header();
        }

        @Override
        public long[] values() {
            return profile.samples().values();
        }
    }

    /**
     * As a vector over a dictionary, which costs less: what its stacks share is looked at once.
     *
     * @param vector in the header's columns
     * @param mappings of its profiles, for their order and load addresses, the main binary's first; empty when no profile has one
     */
    record OfDictionary(Header header, DictionaryView dictionary, SparseVector vector, List<MappingUse> mappings)
            implements MergeInput {
        public OfDictionary {
            mappings = List.copyOf(mappings);
        }

        @Override
        public long[] values() {
            return vector.values();
        }
    }
}
