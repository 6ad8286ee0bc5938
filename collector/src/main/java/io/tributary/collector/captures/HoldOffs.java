package io.tributary.collector.captures;

import io.tributary.collector.captures.Capture.Cause;
import io.tributary.storage.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was captured for which alert on which target, and when: Alertmanager sends an alert again as long as it fires. What failed, or had
 * no room, holds nothing off, so that the next notification tries again. One thread at a time.
 */
final class HoldOffs {
    private record Key(String fingerprint, String job, Labels target, String type) {
        static Key of(Capture capture, Cause alert) {
            return new Key(alert.fingerprint(), capture.job(), capture.labels(), capture.type());
        }
    }

    /** So many are known at once. */
    static final int MOST = 16_384;

    /** In order of time; beyond the bound the oldest goes. */
    private final Map<Key, Instant> holds = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Instant> eldest) {
            return size() > MOST;
        }
    };

    /** @param asked when it is asked for again; what is asked for at the very same moment is part of the same answer */
    boolean holdsOff(String fingerprint, String job, Labels target, String type, Instant asked, Duration holdOff) {
        Instant before = holds.get(new Key(fingerprint, job, target, type));
        return before != null && !before.equals(asked) && asked.isBefore(before.plus(holdOff));
    }

    /** It was asked for. */
    void add(Capture capture) {
        Cause alert = capture.alert();
        if (alert == null) {
            return;
        }
        Key key = Key.of(capture, alert);
        Instant before = holds.get(key);
        if (before == null || before.isBefore(capture.asked())) {
            holds.remove(key);
            holds.put(key, capture.asked());
        }
    }

    void failed(Capture capture) {
        Cause alert = capture.alert();
        if (alert != null) {
            holds.remove(Key.of(capture, alert), capture.asked());
        }
    }
}
