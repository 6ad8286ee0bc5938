package io.tributary.storage.rocksdb;

import io.tributary.storage.rocksdb.Engine.Family;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksIterator;

/**
 * From which day on there is anything, and from which on profiles. Days go as files, where a file holds nothing else, and
 * the rest of them is gone from every answer at once and from the disk when it is compacted. For one thread, but for {@link #check};
 * what drops wants to be called while nobody else uses the store, since files go from under who reads them.
 */
final class Horizon {
    private static final String FIRST_RAW_DAY = "first-raw-day";

    private final Engine engine;
    private final Partitions partitions;
    private volatile int firstRawDay;

    Horizon(Engine engine, Partitions partitions) {
        this.engine = engine;
        this.partitions = partitions;
        this.firstRawDay = readFirstRawDay(engine);
    }

    /** Before this day profiles may be gone whose roll-ups are not. */
    static int readFirstRawDay(Engine engine) {
        byte[] note = engine.note(FIRST_RAW_DAY);
        return note == null ? 0 : ByteBuffer.wrap(note).getInt();
    }

    /**
     * @throws IllegalArgumentException when a profile of that time would be of a day whose profiles were dropped
     */
    void check(long timeMillis) {
        if (Level.DAY.bucketOf(timeMillis) < firstRawDay) {
            throw new IllegalArgumentException(
                    "the profile is of " + LocalDate.ofEpochDay(Level.DAY.bucketOf(timeMillis))
                            + ", profiles from before " + LocalDate.ofEpochDay(firstRawDay)
                            + " are kept no more; keep them longer with a longer retention");
        }
    }

    int firstRawDay() {
        return firstRawDay;
    }

    /** The oldest day that has profiles, or the largest number. */
    int oldestRawDay() {
        return oldest(Family.PROFILES, new byte[0], Level.HOUR) / ServiceDay.HOURS;
    }

    /** The oldest day that has activity, or the largest number. */
    int oldestDay() {
        return oldest(Family.ACTIVITY, SeriesBucket.prefix(Level.DAY, 0), Level.DAY);
    }

    private int oldest(Family family, byte[] from, Level level) {
        try (ReadView view = new ReadView(engine);
                RocksIterator rows = view.iterator(family)) {
            rows.seek(from);
            Engine.check(rows);
            if (!rows.isValid()) {
                return Integer.MAX_VALUE;
            }
            KeyBuffer key = KeyBuffer.reading(rows.key());
            if (family == Family.ACTIVITY && key.getByte() != level.code) {
                return Integer.MAX_VALUE;
            }
            return key.getInt();
        }
    }

    /** The days before one that still have profiles. */
    List<SeriesBucket> daysWithProfilesBefore(int day) {
        List<SeriesBucket> days = new ArrayList<>();
        int oldest = oldestRawDay();
        try (ReadView view = new ReadView(engine);
                RocksIterator rows = view.iterator(Family.ACTIVITY)) {
            for (rows.seek(SeriesBucket.prefix(Level.DAY, oldest)); rows.isValid(); rows.next()) {
                SeriesBucket series = ActivityRows.read(rows.key());
                if (series.level() != Level.DAY || series.bucket() >= day) {
                    break;
                }
                days.add(series);
            }
            Engine.check(rows);
        }
        return days;
    }

    /** Takes no profile of an earlier day from now on; those that are there stay. */
    void refuseBefore(int day) {
        if (day > firstRawDay) {
            engine.note(
                    FIRST_RAW_DAY,
                    ByteBuffer.allocate(Integer.BYTES).putInt(day).array());
            firstRawDay = day;
        }
    }

    /** Lets go of the profiles of earlier days, which are taken no more. */
    void dropRaw(int day) {
        engine.drop(Family.PROFILES, hour(0), hour(day));
    }

    static byte[] hour(int day) {
        return KeyBuffer.writing().putInt(day * ServiceDay.HOURS).toBytes();
    }

    /** Lets go of all that is left of earlier days, after their profiles. */
    void dropAll(int day) {
        dropRollUps(day);
        for (Level level : Level.values()) {
            engine.drop(Family.ACTIVITY, SeriesBucket.prefix(level, 0), prefix(level, day));
        }
        partitions.forgetBefore(day);
        byte[] from = KeyBuffer.writing().putInt(0).toBytes();
        byte[] to = KeyBuffer.writing().putInt(day).toBytes();
        engine.drop(Family.INSTANCES, from, to);
        engine.drop(Family.DICTIONARY, from, to);
    }

    private void dropRollUps(int day) {
        for (Level level : Level.values()) {
            engine.drop(Family.ROLLUPS, SeriesBucket.prefix(level, 0), prefix(level, day));
        }
    }

    private static byte[] prefix(Level level, int day) {
        return SeriesBucket.prefix(level, (int) (day * (Level.DAY.millis / level.millis)));
    }
}
