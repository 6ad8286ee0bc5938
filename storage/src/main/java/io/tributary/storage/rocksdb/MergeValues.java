package io.tributary.storage.rocksdb;

import io.tributary.storage.MergeMode;
import io.tributary.storage.Temporality;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.rocksdb.InstanceRollUp.Counters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How often the values of each profile, or sum of profiles, count in a merge, by its {@link MergeMode}. What comes of an
 * instance comes in order of time. For one thread.
 *
 * <p>A cumulative counter is followed through an instance's scrapes by its totals: the last scrape of every process counts,
 * the first scrape of the first process is taken off. A process began anew when a total is smaller than before.
 */
final class MergeValues {
    /** A scrape, and the sum it belongs to. */
    record Scrape(MergeGroup group, CounterScrape counters) {}

    private static final SeriesExtent UNKNOWN = SeriesExtent.ofOne(0, 0);

    private final MergeMode mode;
    private final Supplier<Map<Series, SeriesExtent>> count;
    /** Thrown where an instance's profiles would have to be followed, or counted, by who only adds them up. */
    static final class NotOnlyAddedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotOnlyAddedException() {
            super("there is more to do than to add", null, false, false);
        }
    }

    private final boolean onlyAdding;
    private final Map<Series, Scrape> lastScrapes = new LinkedHashMap<>();
    private @Nullable Map<Series, SeriesExtent> extents;

    /** @param extents counts what the merge is made of: asked for only when there is something to divide */
    MergeValues(MergeMode mode, Supplier<Map<Series, SeriesExtent>> extents) {
        this(mode, extents, false);
    }

    private MergeValues(MergeMode mode, Supplier<Map<Series, SeriesExtent>> extents, boolean onlyAdding) {
        this.mode = mode;
        this.count = extents;
        this.onlyAdding = onlyAdding;
    }

    /** What only adds up, in any order; of anything else it throws {@link NotOnlyAddedException}. */
    static MergeValues ofAdditions(MergeMode mode) {
        return new MergeValues(
                mode,
                () -> {
                    throw new NotOnlyAddedException();
                },
                true);
    }

    /** Whether there are profiles that this mode only adds up. */
    static boolean mayOnlyAdd(MergeMode mode) {
        return switch (mode) {
            case SUM, AUTO, INCREASE, HOURLY_RATE -> true;
            case MEAN, LAST, RATE -> false;
        };
    }

    /** Whether this mode only adds up profiles of these columns, so that it does not matter whose they are. */
    static boolean onlyAdds(MergeMode mode, ColumnKinds kinds) {
        return switch (mode) {
            case SUM, HOURLY_RATE -> true;
            case AUTO, INCREASE -> kinds.onlyDeltas();
            case MEAN, LAST, RATE -> false;
        };
    }

    /** Whether this mode asks of such profiles which scrape came after which. */
    static boolean follows(MergeMode mode, ColumnKinds kinds) {
        return switch (mode) {
            case SUM, MEAN, LAST, HOURLY_RATE -> false;
            case AUTO -> kinds.has(Temporality.CUMULATIVE);
            case INCREASE, RATE -> !kinds.onlyDeltas();
        };
    }

    /** Adds what does not depend on the scrape before. */
    void add(MergeGroup group, Series series, byte[] record, ColumnKinds kinds) throws CorruptDataException {
        if (onlyAdding && !onlyAdds(mode, kinds)) {
            throw new NotOnlyAddedException();
        }
        switch (mode) {
            case SUM -> group.add(record);
            case MEAN -> group.addScaled(record, all(kinds), oneOf(series));
            case LAST -> throw new IllegalStateException("the last profiles are looked for, not all added");
            case HOURLY_RATE -> throw new IllegalStateException("how often it counts is told by its hour");
            case AUTO, INCREASE -> {
                if (kinds.onlyDeltas()) {
                    group.add(record);
                    return;
                }
                if (kinds.has(Temporality.DELTA)) {
                    group.add(record, kinds.weights(Temporality.DELTA, 1));
                }
                if (mode == MergeMode.AUTO && kinds.has(Temporality.GAUGE)) {
                    group.addScaled(record, kinds.weights(Temporality.GAUGE, 1), oneOf(series));
                }
            }
            case RATE -> {
                if (kinds.has(Temporality.DELTA)) {
                    countIn(group, series, record, kinds.weights(Temporality.DELTA, 1));
                }
            }
        }
    }

    private static int[] all(ColumnKinds kinds) {
        int[] signs = new int[kinds.kinds().size()];
        Arrays.fill(signs, 1);
        return signs;
    }

    private SeriesExtent extent(Series series) {
        Map<Series, SeriesExtent> known = extents;
        if (known == null) {
            known = count.get();
            extents = known;
        }
        return known.getOrDefault(series, UNKNOWN);
    }

    private long oneOf(Series series) {
        return ScaledSums.oneOf(extent(series).profiles());
    }

    /** Takes the next scrape of a series that is {@link #follows followed}. */
    void follow(Series series, Scrape scrape) throws CorruptDataException {
        @Nullable Scrape before = lastScrapes.put(series, scrape);
        if (before == null) {
            countIn(series, scrape, -1, true);
        } else if (scrape.counters().isRestartAfter(before.counters())) {
            countIn(series, before, 1, false);
        }
    }

    /** Takes a stretch of scrapes of cumulative counters that was followed before. */
    void follow(Series series, Counters counters, ScrapeReader reader) throws CorruptDataException {
        if (mode == MergeMode.SUM || mode == MergeMode.MEAN || mode == MergeMode.HOURLY_RATE) {
            return;
        }
        follow(series, reader.read(counters.first()));
        byte[] restarts = counters.restarts();
        if (restarts != null) {
            countIn(series, reader.read(restarts), 1, false);
        }
        lastScrapes.put(series, reader.read(counters.last()));
    }

    /** Finds the sum to which a stored scrape belongs. */
    interface ScrapeReader {
        Scrape read(byte[] record) throws CorruptDataException;
    }

    /** Counts in every series' last scrape; nothing may be added then. */
    void finish() throws CorruptDataException {
        for (Map.Entry<Series, Scrape> last : lastScrapes.entrySet()) {
            countIn(last.getKey(), last.getValue(), 1, true);
        }
    }

    /** @param isEnd whether it is the first or the last scrape of all, of which gauges have their change */
    private void countIn(Series series, Scrape scrape, int sign, boolean isEnd) throws CorruptDataException {
        CounterScrape counters = scrape.counters();
        int[] signs = counters.kinds().weights(Temporality.CUMULATIVE, sign);
        if (isEnd && mode != MergeMode.AUTO) {
            int[] gauges = counters.kinds().weights(Temporality.GAUGE, sign);
            Arrays.setAll(signs, c -> signs[c] + gauges[c]);
        }
        countIn(scrape.group(), series, counters.record(), signs);
    }

    private void countIn(MergeGroup group, Series series, byte[] record, int[] signs) throws CorruptDataException {
        if (mode != MergeMode.RATE) {
            group.add(record, signs);
            return;
        }
        long covered = extent(series).coveredNanos();
        if (covered > 0) {
            group.addScaled(record, signs, ScaledSums.perSecond(covered));
        }
    }
}
