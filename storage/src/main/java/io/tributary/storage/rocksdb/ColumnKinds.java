package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.profile.ValueType;
import io.tributary.storage.Temporality;
import java.util.List;

/** What each column of a profile means over time. */
record ColumnKinds(List<Temporality> kinds) {
    static ColumnKinds of(Header header) {
        return of(header.sampleTypes(), header.durationNanos());
    }

    /** @param durationNanos positive for a timed profile */
    static ColumnKinds of(List<ValueType> types, long durationNanos) {
        return new ColumnKinds(
                types.stream().map(type -> Temporality.of(type, durationNanos)).toList());
    }

    boolean onlyDeltas() {
        return kinds.stream().allMatch(kind -> kind == Temporality.DELTA);
    }

    /** Whether a roll-up keeps first and last scrape of such profiles: it does where there is a counter. */
    boolean areFollowed() {
        return onlyDeltas() || has(Temporality.CUMULATIVE);
    }

    boolean has(Temporality kind) {
        return kinds.contains(kind);
    }

    boolean is(int column, Temporality kind) {
        return kinds.get(column) == kind;
    }

    /** The weight for columns of this kind, 0 for the others. */
    int[] weights(Temporality kind, int weight) {
        return kinds.stream().mapToInt(each -> each == kind ? weight : 0).toArray();
    }
}
