package io.tributary.storage.rocksdb;

import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.storage.TimeRange;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.rocksdb.Engine.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** Goes through the profiles of one series, or of one of its instances. For one thread; to be closed before its view is. */
final class SeriesScan implements AutoCloseable {
    /** Takes a stored profile. */
    interface Visitor {
        void take(ProfileKey key, byte[] keyBytes, byte[] record)
                throws CorruptDataException, IncompatibleHeadersException;
    }

    private final RocksIterator iterator;

    SeriesScan(ReadView view) {
        this.iterator = view.iterator(Family.PROFILES);
    }

    /**
     * Gives the visitor every profile of a whole bucket in the order of keys.
     *
     * @param instance only this one's; null for all
     */
    void each(SeriesBucket series, @Nullable Digest instance, Visitor visitor)
            throws CorruptDataException, IncompatibleHeadersException {
        TimeRange range = series.range();
        for (long time = range.fromMillis(); time < range.toMillis(); time += Level.MINUTE.millis) {
            byte[] prefix = instance == null
                    ? ProfileKey.prefix(series.service(), series.type(), time)
                    : ProfileKey.prefix(series.service(), series.type(), time, instance);
            for (iterator.seek(prefix); iterator.isValid(); iterator.next()) {
                byte[] bytes = iterator.key();
                if (!Scans.startsWith(bytes, prefix)) {
                    break;
                }
                ProfileKey key = ProfileKey.read(bytes);
                if (key.series().writer().equals(series.writer())) {
                    visitor.take(key, bytes, iterator.value());
                }
            }
            Engine.check(iterator);
        }
    }

    /** The keys of a whole bucket's profiles by instance, each instance's in the order of time. */
    Map<Digest, List<byte[]>> keys(SeriesBucket series) {
        Map<Digest, List<byte[]>> keys = new HashMap<>();
        TimeRange range = series.range();
        for (long time = range.fromMillis(); time < range.toMillis(); time += Level.MINUTE.millis) {
            byte[] prefix = ProfileKey.prefix(series.service(), series.type(), time);
            for (iterator.seek(prefix); iterator.isValid(); iterator.next()) {
                byte[] bytes = iterator.key();
                if (!Scans.startsWith(bytes, prefix)) {
                    break;
                }
                ProfileKey key = ProfileKey.read(bytes);
                if (key.series().writer().equals(series.writer())) {
                    keys.computeIfAbsent(key.instance(), _ -> new ArrayList<>()).add(bytes);
                }
            }
            Engine.check(iterator);
        }
        return keys;
    }

    @Override
    public void close() {
        iterator.close();
    }
}
