package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import io.tributary.storage.TimeRange;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.rocksdb.Engine.Family;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksIterator;

/** Which stretches of a series hold anything. For one thread; to be closed before its view is. */
final class ActivityRows implements AutoCloseable {
    /** What one stretch of a series holds. */
    record Row(SeriesBucket series, Activity activity) {}

    private final RocksIterator iterator;

    ActivityRows(ReadView view) {
        this.iterator = view.iterator(Family.ACTIVITY);
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
