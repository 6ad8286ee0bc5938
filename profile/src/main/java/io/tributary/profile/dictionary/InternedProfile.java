package io.tributary.profile.dictionary;

import java.util.List;

/**
 * What is left of a profile once its dictionary knows the rest; with the header, it is the whole profile.
 *
 * @param vector its stacks and their values
 * @param mappings all its mappings in its own order; of a merge's dictionary only those that its samples name
 */
public record InternedProfile(SparseVector vector, List<MappingUse> mappings) {
    public InternedProfile {
        mappings = List.copyOf(mappings);
    }
}
