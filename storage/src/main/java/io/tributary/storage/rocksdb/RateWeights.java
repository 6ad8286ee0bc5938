package io.tributary.storage.rocksdb;

import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.coding.FrontReader;
import java.util.HashMap;
import java.util.Map;

/**
 * What the instances' values count by {@link HourlyRate} in a stretch that has all that is selected of its hours: its profiles are gone
 * through for it, before any of them can be added.
 */
final class RateWeights {
    private record SeriesOfHour(Series series, int hour) {
        static SeriesOfHour of(ProfileKey key) {
            return new SeriesOfHour(Series.of(key), key.series().hour());
        }
    }

    private final Map<SeriesOfHour, Long> timedNanos = new HashMap<>();

    RateWeights(ReadView view, Selection selection, TimeRange stretch, InstanceLookup instances) {
        FrontReader fronts = new FrontReader();
        try (ProfileScan scan = new ProfileScan(view, selection, stretch, instances)) {
            scan.each(entry -> timedNanos.merge(
                    SeriesOfHour.of(entry.key()),
                    CoverageCount.timedNanos(
                            fronts.read(entry.record()).header().durationNanos()),
                    Long::sum));
        }
    }

    long of(ProfileKey key) {
        return HourlyRate.weight(timedNanos.getOrDefault(SeriesOfHour.of(key), 0L));
    }
}
