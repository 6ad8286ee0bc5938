package io.tributary.collector.captures;

import io.tributary.storage.Page;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredTrace;
import io.tributary.storage.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Captures that ended, read from what they became. Calls block. */
final class StoredCaptures {
    /** From when a capture is asked for to when it begins, at most: hundreds may wait before it, each for some minutes. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final int PAGE = 1_000;

    private final ProfileStore store;

    StoredCaptures(ProfileStore store) {
        this.store = store;
    }

    /**
     * Those begun since, in order of time.
     *
     * @param most of the last ones
     */
    List<Capture> since(Instant from, int most) {
        Deque<Capture> last = new ArrayDeque<>();
        each(new TimeRange(from.toEpochMilli(), Long.MAX_VALUE), capture -> {
            last.add(capture);
            if (last.size() > most) {
                last.remove();
            }
            return false;
        });
        return List.copyOf(last);
    }

    Optional<Capture> find(String id) {
        Optional<Instant> asked = CaptureId.asked(id);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        long from = asked.get().toEpochMilli();
        List<Capture> found = new ArrayList<>(1);
        each(
                new TimeRange(from, from + LONGEST_WAIT.toMillis()),
                capture -> capture.id().equals(id) && found.add(capture));
        return found.stream().findFirst();
    }

    /** @param isEnough is given each; no more are read once it says so */
    private void each(TimeRange range, Predicate<Capture> isEnough) {
        Selection selection = new Selection(null, null, List.of(), range);
        String cursor = "";
        while (cursor != null) {
            Page<StoredTrace> page = store.traces().list(selection, PAGE, cursor);
            for (StoredTrace trace : page.items()) {
                Optional<Capture> capture = Annotated.read(trace);
                if (capture.isPresent() && isEnough.test(capture.get())) {
                    return;
                }
            }
            cursor = page.next();
        }
    }
}
