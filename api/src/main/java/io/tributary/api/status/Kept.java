package io.tributary.api.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is expensive to get and may be some seconds old. Getting it may block; any thread may. */
final class Kept<T> {
    private final InstantSource clock;
    private final Duration age;
    private final Supplier<T> source;
    private @Nullable T value;
    private Instant until = Instant.MIN;

    Kept(InstantSource clock, Duration age, Supplier<T> source) {
        this.clock = clock;
        this.age = age;
        this.source = source;
    }

    synchronized T get() {
        Instant now = clock.instant();
        T kept = value;
        if (kept == null || !now.isBefore(until)) {
            kept = source.get();
            value = kept;
            until = now.plus(age);
        }
        return kept;
    }
}
