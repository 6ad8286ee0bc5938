package io.tributary.storage.testing;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import io.tributary.storage.IncompatibleProfilesException;
import io.tributary.storage.testing.MemoryStore.Kept;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What counts by rate, and how often, reckoned from whole profiles. */
final class PlainRates {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    private PlainRates() {}

    static boolean isTimed(Kept kept) {
        return kept.description().durationNanos() > 0;
    }

    /** A timed profile with the column that the Go compiler reads alone. */
    static Profile column(Profile profile) {
        Header h = profile.header();
        List<ValueType> types = h.sampleTypes();
        int samples = types.indexOf(new ValueType("samples", "count"));
        int column = samples >= 0 ? samples : types.indexOf(new ValueType("cpu", "nanoseconds"));
        if (column < 0) {
            throw new IncompatibleProfilesException("there is nothing to weight by rate");
        }
        SampleTable all = profile.samples();
        long[] values = new long[all.size()];
        for (int s = 0; s < values.length; s++) {
            values[s] = all.values()[s * types.size() + column];
        }
        Header header = new Header(
                List.of(types.get(column)),
                h.periodType(),
                h.period(),
                h.timeNanos(),
                h.durationNanos(),
                "",
                h.comments(),
                h.dropFrames(),
                h.keepFrames(),
                h.docUrl());
        return ExactMerge.with(profile, header, values);
    }

    /** How often a profile's values count, by all that is selected of its instance. */
    static long weight(List<Kept> ofInstance, Kept kept) {
        long nanos = ofInstance.stream()
                .filter(each -> hour(each) == hour(kept))
                .mapToLong(each -> Math.clamp(each.description().durationNanos(), 0, 24 * 3_600 * SECOND_NANOS))
                .sum();
        return BigDecimal.valueOf(100_000_000)
                .multiply(BigDecimal.valueOf(SECOND_NANOS))
                .divide(BigDecimal.valueOf(Math.max(SECOND_NANOS, nanos)), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static long hour(Kept kept) {
        return Math.floorDiv(kept.description().origin().timeMillis(), HOUR_MILLIS);
    }
}
