package io.tributary.storage.rocksdb;

import io.tributary.profile.dictionary.MappingUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The mappings of a merge, each as in the first profile that has it, in the order in which a merge of these profiles meets
 * them: whatever the order they come in, and whatever the order they were stored in. For one thread.
 */
final class MappingOrder {
    /**
     * Where a mapping is met first.
     *
     * @param place the profile's key, then the mapping's place in the profile in two bytes
     * @param use the mapping as that profile has it
     */
    record First(byte[] place, MappingUse use) {}

    private static final Comparator<First> BY_PLACE = Comparator.comparing(First::place, Arrays::compareUnsigned);

    private final Map<Integer, First> firsts = new HashMap<>();
    private List<MappingUse> last = List.of();
    private byte[] lastKey = new byte[0];

    /** Takes those of a profile. */
    @SuppressWarnings("ReferenceEquality") // the same list behind the profile it came with holds nothing new
    void add(byte[] key, List<MappingUse> uses) {
        if (uses == last && Arrays.compareUnsigned(key, lastKey) > 0) {
            return;
        }
        for (int i = 0; i < uses.size(); i++) {
            byte[] place = Arrays.copyOf(key, key.length + 2);
            place[key.length] = (byte) (i >> 8);
            place[key.length + 1] = (byte) i;
            add(new First(place, uses.get(i)));
        }
        last = uses;
        lastKey = key;
    }

    void add(First first) {
        firsts.merge(first.use().mapping(), first, (a, b) -> BY_PLACE.compare(a, b) <= 0 ? a : b);
    }

    void add(MappingOrder other) {
        other.firsts.values().forEach(this::add);
    }

    List<First> inOrder() {
        List<First> sorted = new ArrayList<>(firsts.values());
        sorted.sort(BY_PLACE);
        return sorted;
    }
}
