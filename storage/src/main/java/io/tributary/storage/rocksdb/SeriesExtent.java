package io.tributary.storage.rocksdb;

import io.tributary.storage.Selection;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.FrontReader;
import io.tributary.storage.rocksdb.MergePlan.Piece;
import io.tributary.storage.rocksdb.MergePlan.Raw;
import io.tributary.storage.rocksdb.MergePlan.Summed;
import io.tributary.storage.rocksdb.ProfileScan.Entry;
import io.tributary.storage.rocksdb.RollUp.InstanceShare;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of a series a merge is made of: what has to be known before the first value can be divided by it.
 *
 * @param profiles how many
 * @param firstMillis time of the oldest
 * @param lastMillis time of the newest
 * @param timedNanos the sum of their durations
 */
record SeriesExtent(int profiles, long firstMillis, long lastMillis, long timedNanos) {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The time that its profiles cover; 0 when nothing is known of it. */
    long coveredNanos() {
        return timedNanos > 0
                ? timedNanos
                : Math.min(lastMillis - firstMillis, Long.MAX_VALUE / NANOS_PER_MILLI) * NANOS_PER_MILLI;
    }

    private SeriesExtent plus(SeriesExtent other) {
        return new SeriesExtent(
                profiles + other.profiles,
                Math.min(firstMillis, other.firstMillis),
                Math.max(lastMillis, other.lastMillis),
                timedNanos + other.timedNanos);
    }

    /**
     * Those of all series of a merge.
     *
     * @param withDurations whether durations are asked for, for which profiles have to be looked into
     */
    static Map<Series, SeriesExtent> ofAll(
            ReadView view, Selection selection, InstanceLookup instances, List<Piece> plan, boolean withDurations) {
        Map<Series, SeriesExtent> extents = new HashMap<>();
        FrontReader fronts = new FrontReader();
        for (Piece piece : plan) {
            switch (piece) {
                case Raw raw -> {
                    try (ProfileScan scan = new ProfileScan(view, selection, raw.range(), instances)) {
                        scan.each(entry -> extents.merge(
                                Series.of(entry.key()),
                                ofOne(entry.key().timeMillis(), withDurations ? duration(fronts, entry) : 0),
                                SeriesExtent::plus));
                    }
                }
                case Summed summed -> {
                    for (InstanceShare share : summed.selected()) {
                        extents.merge(
                                Series.of(summed.series(), share.instance()),
                                new SeriesExtent(
                                        share.profiles(), share.firstMillis(), share.lastMillis(), share.timedNanos()),
                                SeriesExtent::plus);
                    }
                }
            }
        }
        return extents;
    }

    /** What one profile covers. */
    static SeriesExtent ofOne(long timeMillis, long timedNanos) {
        return new SeriesExtent(1, timeMillis, timeMillis, timedNanos);
    }

    private static long duration(FrontReader fronts, Entry entry) throws CorruptDataException {
        return CoverageCount.timedNanos(fronts.read(entry.record()).header().durationNanos());
    }
}
