package io.tributary.api.pgo;

import java.util.LinkedHashMap;
import java.util.Optional;

/** What was made for the keys that were asked for last. For many threads. */
final class Recent<K, V> {
    private final int most;
    /** By the time they were asked for, the longest ago first. */
    private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most how many are kept */
    Recent(int most) {
        this.most = most;
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key));
    }

    synchronized void put(K key, V value) {
        values.put(key, value);
        if (values.size() > most) {
            values.pollFirstEntry();
        }
    }
}
