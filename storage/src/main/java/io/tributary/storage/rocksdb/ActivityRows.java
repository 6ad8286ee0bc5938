package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import io.tributary.storage.TimeRange;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.rocksdb.Engine.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** Which stretches of a series hold anything. For one thread; to be closed before its view is. */
final class ActivityRows implements AutoCloseable {
    /** What one stretch of a series holds. */
    record Row(SeriesBucket series, Activity activity) {}

    /** A profile type of a service. */
    record ServiceType(String service, String type) implements Comparable<ServiceType> {
        @Override
        public int compareTo(ServiceType other) {
            int byService = service.compareTo(other.service);
            return byService == 0 ? type.compareTo(other.type) : byService;
        }
    }

    private final RocksIterator iterator;

    ActivityRows(ReadView view) {
        this.iterator = view.iterator(Family.ACTIVITY);
    }

    /**
     * What there is in a range, by the days that it meets: there may be nothing of it in the range itself.
     *
     * @param service only this one's, or null
     * @param type only this type, or null
     */
    SortedSet<ServiceType> names(@Nullable String service, @Nullable String type, TimeRange range) {
        SortedSet<ServiceType> names = new TreeSet<>();
        if (service != null && type != null) {
            if (Names.canBeKept(service) && Names.canBeKept(type)) {
                names.add(new ServiceType(service, type));
            }
            return names;
        }
        int last = Level.DAY.bucketOf(Names.clamp(range.toMillis() - 1));
        int first = Level.DAY.bucketOf(Names.clamp(range.fromMillis()));
        for (iterator.seek(SeriesBucket.prefix(Level.DAY, first)); iterator.isValid(); iterator.next()) {
            SeriesBucket at = read(iterator.key());
            if (at.bucket() > last) {
                break;
            }
            if ((service == null || service.equals(at.service())) && (type == null || type.equals(at.type()))) {
                names.add(new ServiceType(at.service(), at.type()));
            }
        }
        Engine.check(iterator);
        return names;
    }

    /** The rows of a service's type whose buckets meet the range, in order of time, then writer. */
    List<Row> of(String service, String type, Level level, TimeRange range) {
        List<Row> rows = new ArrayList<>();
        int last = level.bucketOf(Names.clamp(range.toMillis() - 1));
        int bucket = level.bucketOf(Names.clamp(range.fromMillis()));
        seek(level, bucket, service, type);
        while (iterator.isValid()) {
            SeriesBucket at = read(iterator.key());
            if (at.level() != level || at.bucket() > last) {
                break;
            }
            if (at.service().equals(service) && at.type().equals(type)) {
                rows.add(new Row(at, decode(at, iterator.value())));
                bucket = at.bucket();
                iterator.next();
            } else if (at.bucket() > bucket) {
                bucket = at.bucket();
                seek(level, bucket, service, type);
            } else {
                bucket++;
                seek(level, bucket, service, type);
            }
        }
        Engine.check(iterator);
        return rows;
    }

    /** The same, what the writers have in a bucket together. */
    List<List<Row>> buckets(String service, String type, Level level, TimeRange range) {
        List<Row> rows = of(service, type, level, range);
        List<List<Row>> buckets = new ArrayList<>();
        int to;
        for (int from = 0; from < rows.size(); from = to) {
            int bucket = rows.get(from).series().bucket();
            to = from + 1;
            while (to < rows.size() && rows.get(to).series().bucket() == bucket) {
                to++;
            }
            buckets.add(rows.subList(from, to));
        }
        return buckets;
    }

    /** What the next shorter level has of a series longer than a minute: the rows of its writer, in order of time. */
    static List<Row> shorter(ReadView view, SeriesBucket series) {
        try (ActivityRows activity = new ActivityRows(view)) {
            return activity.of(series.service(), series.type(), series.level().shorter(), series.range()).stream()
                    .filter(row -> row.series().writer().equals(series.writer()))
                    .toList();
        }
    }

    private void seek(Level level, int bucket, String service, String type) {
        iterator.seek(SeriesBucket.prefix(level, bucket, service, type));
    }

    static SeriesBucket read(byte[] key) {
        try {
            return SeriesBucket.read(KeyBuffer.reading(key));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new StoreException("the key of an activity is damaged; restore a copy", e);
        }
    }

    static Activity decode(SeriesBucket series, byte[] value) {
        try {
            return Activity.decode(value);
        } catch (CorruptDataException e) {
            throw new StoreException("the activity of " + series + " is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        iterator.close();
    }
}
