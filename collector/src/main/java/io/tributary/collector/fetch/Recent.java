package io.tributary.collector.fetch;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of what was asked for last: beyond its bound it forgets what was not asked for the longest. One thread at a time. */
final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Recent(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
