package io.tributary.collector.captures;

import io.tributary.collector.captures.Capture.Done;
import io.tributary.collector.captures.Capture.Failed;
import java.util.ArrayDeque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentSkipListMap;

/** The captures that are remembered: all that wait and run, and the last that ended. One thread writes, any may read. */
final class KnownCaptures {
    /** Older ones are found in the store, the failed ones nowhere. */
    static final int MOST_ENDED = 1_024;

    private final NavigableMap<String, Capture> all = new ConcurrentSkipListMap<>();
    private final Queue<String> ended = new ArrayDeque<>();

    void put(Capture capture) {
        all.put(capture.id(), capture);
        if (capture.progress() instanceof Done || capture.progress() instanceof Failed) {
            ended.add(capture.id());
            if (ended.size() > MOST_ENDED) {
                all.remove(ended.remove());
            }
        }
    }

    /** The latest asked for first. */
    List<Capture> list() {
        return List.copyOf(all.descendingMap().values());
    }

    Optional<Capture> find(String id) {
        return Optional.ofNullable(all.get(id));
    }
}
