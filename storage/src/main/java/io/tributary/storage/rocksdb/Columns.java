package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.profile.ValueType;
import java.util.List;

/**
 * A profile's columns and what they mean over time.
 *
 * @param types the sample types
 * @param isTimed whether the profile says how long it took, which makes everything in it a delta
 * @param kinds what each means
 */
record Columns(List<ValueType> types, boolean isTimed, ColumnKinds kinds) {
    static Columns of(Header header) {
        return new Columns(header.sampleTypes(), header.durationNanos() > 0, ColumnKinds.of(header));
    }

    /** Whether these are the columns of such a profile. */
    boolean areOf(Header header) {
        return isTimed == header.durationNanos() > 0 && types.equals(header.sampleTypes());
    }

    static Columns of(List<ValueType> types, boolean isTimed) {
        return new Columns(types, isTimed, ColumnKinds.of(types, isTimed ? 1 : 0));
    }
}
