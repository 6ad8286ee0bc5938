package io.tributary.api.security;

import java.util.function.LongSupplier;

/** A {@link RateLimit} at work; full at first. One thread at a time. */
final class TokenBucket {
    private final long intervalNanos;
    private final int capacity;
    private final LongSupplier nanoTime;
    private long tokens;
    /** Towards the next token; less than an interval. */
    private long filledNanos;

    private long since;

    TokenBucket(RateLimit limit, LongSupplier nanoTime) {
        this.intervalNanos = limit.interval().toNanos();
        this.capacity = limit.burst();
        this.nanoTime = nanoTime;
        this.tokens = capacity;
        this.since = nanoTime.getAsLong();
    }

    boolean take() {
        fill();
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }

    private void fill() {
        long now = nanoTime.getAsLong();
        filledNanos += now - since;
        since = now;
        tokens += filledNanos / intervalNanos;
        filledNanos %= intervalNanos;
        if (tokens >= capacity) {
            tokens = capacity;
            filledNanos = 0;
        }
    }
}
