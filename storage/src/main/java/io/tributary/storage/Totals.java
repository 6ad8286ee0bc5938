package io.tributary.storage;

import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import java.util.Optional;

/** The sums of a profile's value columns, which every profile that is kept or answered has within 64 bits. */
public final class Totals {
    private Totals() {}

    /** The first sample type whose sum over all samples is beyond 64 bits. */
    public static Optional<ValueType> overflow(Profile profile) {
        long[] values = profile.samples().values();
        int columns = profile.valueCount();
        for (int c = 0; c < columns; c++) {
            long sum = 0;
            long carry = 0;
            for (int at = c; at < values.length; at += columns) {
                long before = sum;
                sum += values[at];
                if (((before ^ sum) & (values[at] ^ sum)) < 0) {
                    carry += before < 0 ? -1 : 1;
                }
            }
            if (carry != 0) {
                return Optional.of(profile.header().sampleTypes().get(c));
            }
        }
        return Optional.empty();
    }

    /**
     * What every store refuses to keep.
     *
     * @throws UnstorableProfileException when a column's sum is beyond 64 bits
     */
    public static void check(Profile profile) {
        overflow(profile).ifPresent(type -> {
            throw new UnstorableProfileException("the profile's values of " + type.type()
                    + " add up to more than 64 bits hold: what wrote it counts wrongly");
        });
    }
}
