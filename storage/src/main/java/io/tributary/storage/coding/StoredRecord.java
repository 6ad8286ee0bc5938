package io.tributary.storage.coding;

import io.tributary.profile.Header;
import io.tributary.profile.dictionary.MappingUse;
import java.util.List;

/**
 * The front part of a stored profile: what there is to say without its vector.
 *
 * @param header the profile's header
 * @param mappings all its mappings in its own order, by the dictionary's numbers
 * @param stacks distinct stacks with their labels, those that the dictionary leaves out too
 * @param totals the sum of each value column, wrapping
 */
public record StoredRecord(Header header, List<MappingUse> mappings, int stacks, List<Long> totals) {
    public StoredRecord {
        mappings = List.copyOf(mappings);
        totals = List.copyOf(totals);
    }
}
