package io.tributary.storage.rocksdb;

import io.tributary.storage.rocksdb.Engine.Family;
import io.tributary.storage.rocksdb.ProfileScan.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.RocksIterator;

/** Finds the last profile of every series: first its time, which roll-ups know too, then the profile. For one thread. */
final class LastProfiles {
    private final Map<Series, Long> times = new HashMap<>();

    /** There is a profile of this time. */
    void see(Series series, long timeMillis) {
        times.merge(series, timeMillis, Math::max);
    }

    /** The profiles, in the order of their keys; of those of one time the last by key. */
    List<Entry> read(ReadView view) {
        List<Entry> entries = new ArrayList<>();
        try (RocksIterator iterator = view.iterator(Family.PROFILES)) {
            times.forEach((series, time) -> {
                byte[] prefix = ProfileKey.prefixOfTime(series, time);
                byte[] key = new byte[0];
                byte[] record = new byte[0];
                for (iterator.seek(prefix);
                        iterator.isValid() && Scans.startsWith(iterator.key(), prefix);
                        iterator.next()) {
                    key = iterator.key();
                    record = iterator.value();
                }
                Engine.check(iterator);
                if (key.length > 0) {
                    entries.add(new Entry(ProfileKey.read(key), key, record));
                }
            });
        }
        entries.sort(Comparator.comparing(Entry::keyBytes, Arrays::compareUnsigned));
        return entries;
    }
}
