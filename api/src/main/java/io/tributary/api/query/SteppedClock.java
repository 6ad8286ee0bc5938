package io.tributary.api.query;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that goes on step by step, ahead of the true time by less than one. With it, questions about {@code now} that are asked within
 * a step are the same question, which is answered once.
 *
 * @param clock the true time
 * @param step its length, whole milliseconds
 */
public record SteppedClock(InstantSource clock, Duration step) implements InstantSource {
    @Override
    public Instant instant() {
        long length = step.toMillis();
        return Instant.ofEpochMilli(Math.ceilDiv(clock.millis(), length) * length);
    }
}
