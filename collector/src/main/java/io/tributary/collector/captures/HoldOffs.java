package io.tributary.collector.captures;

import io.tributary.collector.captures.Capture.Cause;
import io.tributary.storage.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which alert was captured for on which target, and when: Alertmanager sends an alert again as long as it fires. What failed holds nothing
 * off, so that the next notification tries again. One thread at a time.
 */
final class HoldOffs {
    private record Key(String fingerprint, String job, Labels target) {
        static Key of(Capture capture, Cause alert) {
            return new Key(alert.fingerprint(), capture.job(), capture.labels());
        }
    }

    /** @param alive captures of that moment that have not failed */
    private record Hold(Instant asked, int alive) {}

    /** So many are known at once. */
    static final int MOST = 16_384;

    /** In order of time; beyond the bound the oldest goes. */
    private final Map<Key, Hold> holds = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Hold> eldest) {
            return size() > MOST;
        }
    };

    boolean holdsOff(String fingerprint, String job, Labels target, Instant now, Duration holdOff) {
        Hold hold = holds.get(new Key(fingerprint, job, target));
        return hold != null && now.isBefore(hold.asked().plus(holdOff));
    }

    /** It was asked for; those of one alert and target at the same moment. */
    void add(Capture capture) {
        Cause alert = capture.alert();
        if (alert == null) {
            return;
        }
        Key key = Key.of(capture, alert);
        Hold before = holds.get(key);
        if (before == null || before.asked().isBefore(capture.asked())) {
            holds.remove(key);
            holds.put(key, new Hold(capture.asked(), 1));
        } else if (before.asked().equals(capture.asked())) {
            holds.put(key, new Hold(before.asked(), before.alive() + 1));
        }
    }

    void failed(Capture capture) {
        Cause alert = capture.alert();
        if (alert == null) {
            return;
        }
        Key key = Key.of(capture, alert);
        Hold hold = holds.get(key);
        if (hold == null || !hold.asked().equals(capture.asked())) {
            return;
        }
        if (hold.alive() == 1) {
            holds.remove(key);
        } else {
            holds.put(key, new Hold(hold.asked(), hold.alive() - 1));
        }
    }
}
