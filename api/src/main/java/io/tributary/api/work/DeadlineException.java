package io.tributary.api.work;

import java.time.Duration;

/** A task was not done in time. */
public final class DeadlineException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Duration deadline;

    DeadlineException(String pool, Duration deadline) {
        super("%s: not done within %s".formatted(pool, deadline), null, false, false);
        this.deadline = deadline;
    }

    public Duration deadline() {
        return deadline;
    }
}
