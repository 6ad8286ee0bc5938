package io.tributary.api.security;

import java.util.function.LongSupplier;

/** A {@link RateLimit} at work; full at first. One thread at a time. */
final class TokenBucket {
    private final long intervalNanos;
    private final long capacityNanos;
    private final LongSupplier nanoTime;
    private long filledNanos;
    private long since;

    TokenBucket(RateLimit limit, LongSupplier nanoTime) {
        this.intervalNanos = limit.interval().toNanos();
        this.capacityNanos = Math.multiplyExact(intervalNanos, limit.burst());
        this.nanoTime = nanoTime;
        this.filledNanos = capacityNanos;
        this.since = nanoTime.getAsLong();
    }

    boolean take() {
        long now = nanoTime.getAsLong();
        filledNanos = Math.min(capacityNanos, filledNanos + (now - since));
        since = now;
        if (filledNanos < intervalNanos) {
            return false;
        }
        filledNanos -= intervalNanos;
        return true;
    }
}
