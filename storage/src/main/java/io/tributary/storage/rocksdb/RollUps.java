package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import io.tributary.storage.rocksdb.ActivityRows.Row;
import io.tributary.storage.rocksdb.Engine.Family;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.RocksIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which roll-ups are to be made, and makes them. That one is missing or no longer right costs time in a merge and nothing
 * else, so what is to be made is kept in memory and found again by {@link #findPending} after a start.
 */
final class RollUps {
    /** A profile is stored when it has been taken, and its time is when that began. */
    private static final long LATE_MILLIS = 60_000;

    /** Backfilled profiles come one after the other. */
    private static final long QUIET_MILLIS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(RollUps.class);

    private static final Comparator<SeriesBucket> SHORT_ONES_FIRST =
            Comparator.comparing(SeriesBucket::level).thenComparingInt(SeriesBucket::bucket);

    private final Engine engine;
    private final RollUpBuilder builder;
    private final Map<SeriesBucket, Long> pending = new ConcurrentHashMap<>();
    private boolean hasLooked;

    RollUps(Engine engine, Partitions partitions) {
        this.engine = engine;
        this.builder = new RollUpBuilder(engine, partitions);
    }

    /** A profile of it was put or deleted. For any thread. */
    void touch(SeriesBucket series, long nowMillis) {
        pending.put(series, nowMillis);
    }

    int pending() {
        return pending.size();
    }

    /** Looks through the days, the first time, for what a process before this one did not get to. */
    synchronized void findPending() {
        if (hasLooked) {
            return;
        }
        hasLooked = true;
        try (ReadView view = new ReadView(engine);
                RocksIterator days = view.iterator(Family.ACTIVITY);
                ActivityRows rows = new ActivityRows(view)) {
            RollUpRows rollUps = new RollUpRows(view);
            for (days.seek(SeriesBucket.prefix(Level.DAY, 0)); days.isValid(); days.next()) {
                SeriesBucket day = ActivityRows.read(days.key());
                if (addIfMissing(rollUps, new Row(day, ActivityRows.decode(day, days.value())))) {
                    for (Level level : EnumSet.complementOf(EnumSet.of(Level.DAY))) {
                        for (Row row : rows.of(day.service(), day.type(), level, day.range())) {
                            addIfMissing(rollUps, row);
                        }
                    }
                }
            }
            Engine.check(days);
        }
    }

    private boolean addIfMissing(RollUpRows rollUps, Row row) {
        SeriesBucket series = row.series();
        boolean isMissing = RollUpWorth.ofAll(series.level(), row.activity().profiles())
                && rollUps.of(row).isEmpty();
        if (isMissing) {
            pending.putIfAbsent(series, 0L);
        }
        return isMissing;
    }

    /** Those whose time has come, short ones before the longer ones that are made of them. */
    List<SeriesBucket> ready(long nowMillis) {
        return pending.entrySet().stream()
                .filter(each -> each.getValue() + QUIET_MILLIS <= nowMillis
                        && each.getKey().toMillis() + LATE_MILLIS <= nowMillis)
                .map(Map.Entry::getKey)
                .sorted(SHORT_ONES_FIRST)
                .toList();
    }

    /** Makes all that are pending, also those of which more is to come. */
    void buildAll() {
        pending.keySet().stream().sorted(SHORT_ONES_FIRST).forEach(this::build);
    }

    /**
     * Makes what is to stand for a day whose profiles are about to go.
     *
     * @throws StoreException when one cannot be made
     */
    void buildForGood(SeriesBucket day) {
        if (pending.containsKey(day)) {
            pending.keySet().stream()
                    .filter(each -> each.level() != Level.DAY
                            && each.partition().equals(day.partition())
                            && each.type().equals(day.type()))
                    .sorted(SHORT_ONES_FIRST)
                    .forEach(this::build);
        }
        builder.build(day, true);
        pending.remove(day);
    }

    /** Makes one, if it is still pending. */
    void build(SeriesBucket series) {
        Long touched = pending.get(series);
        if (touched == null) {
            return;
        }
        try {
            builder.build(series);
        } catch (StoreException e) {
            if (engine.writesFail()) {
                throw e;
            }
            // Merges go on without it. It is tried again when its profiles change, and after the next start.
            LOG.warn("the roll-up of {} was not made: {}", series, e.getMessage());
        }
        // What was touched meanwhile stays.
        pending.remove(series, touched);
    }
}
