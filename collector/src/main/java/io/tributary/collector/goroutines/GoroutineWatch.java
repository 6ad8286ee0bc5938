package io.tributary.collector.goroutines;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Watches the goroutines of one target. A jump is reported once; further ones are not before the hold-off is over, unless nothing could be
 * captured. One thread at a time but for {@link #last}.
 */
public final class GoroutineWatch {
    /** What {@link #last} says while nothing was counted. */
    public static final long UNKNOWN = -1;

    /** Clocks that are read once a second drift by less. */
    private static final double SAME_START_SECONDS = 2;

    private final GoroutineHistory history = new GoroutineHistory();
    private double processStart = Double.NaN;
    private @Nullable Instant reported;
    private volatile long last = UNKNOWN;

    /** Takes what was counted. The jump to report, or null. */
    public @Nullable GoroutineJump counted(GoroutineCount count, Instant now, Duration holdOff) {
        if (Math.abs(count.processStart() - processStart) > SAME_START_SECONDS) {
            history.clear();
        }
        processStart = count.processStart();
        last = count.goroutines();
        GoroutineJump jump = history.add(count.goroutines(), now);
        if (jump == null || (reported != null && now.isBefore(reported.plus(holdOff)))) {
            return null;
        }
        reported = now;
        return jump;
    }

    /** Nothing was captured for what was reported last, so the next jump is reported. */
    public void notCaptured() {
        reported = null;
    }

    /** The process is not there: who answers next is another one. */
    public void gone() {
        history.clear();
        last = UNKNOWN;
    }

    /** How many there were last; negative while that is not known. Any thread. */
    public long last() {
        return last;
    }
}
