package io.tributary.storage;

import io.tributary.profile.ValueType;
import java.util.List;

/**
 * A stored profile as a list shows it.
 *
 * @param id its name
 * @param origin whose, of what kind, when
 * @param durationNanos how long was collected, 0 when not timed
 * @param stacks distinct stacks with their labels
 * @param sampleTypes the value columns
 * @param totals the sum of each column
 * @param bytes its size in the store, its share of the dictionary left out
 */
public record StoredProfile(
        ProfileId id,
        Origin origin,
        long durationNanos,
        int stacks,
        List<ValueType> sampleTypes,
        List<Long> totals,
        long bytes) {
    public StoredProfile {
        sampleTypes = List.copyOf(sampleTypes);
        totals = List.copyOf(totals);
    }
}
