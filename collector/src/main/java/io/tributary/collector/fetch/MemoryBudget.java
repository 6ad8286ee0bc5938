package io.tributary.collector.fetch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that profiles in flight may take, from the first byte read until they are stored. A large one may have them only as long as
 * half of them are free afterwards: whoever sends without end takes nothing from those who send what profiles are like. Any thread may
 * call it.
 */
public final class MemoryBudget {
    /** One that takes a larger part of the budget than this is large: with the daemon's, 2 MB. */
    private static final int LARGE_PART = 64;

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** @param limit in bytes, positive */
    public MemoryBudget(long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the memory budget must be positive, not " + limit);
        }
        this.limit = limit;
    }

    public long limit() {
        return limit;
    }

    public long used() {
        return used.get();
    }

    /** Whether not one byte more may be taken. */
    public boolean isExhausted() {
        return used.get() >= limit;
    }

    public Lease lease() {
        return new Lease();
    }

    /** What one profile in flight has taken. One thread at a time. */
    public final class Lease {
        private long held;

        private Lease() {}

        /** Takes more, all or nothing. */
        public boolean grow(long bytes) {
            long most = held + bytes > limit / LARGE_PART ? limit / 2 : limit;
            long before = used.get();
            while (before + bytes <= most) {
                if (used.compareAndSet(before, before + bytes)) {
                    held += bytes;
                    return true;
                }
                before = used.get();
            }
            return false;
        }

        /** Gives everything back; doing so twice is harmless. */
        public void release() {
            used.addAndGet(-held);
            held = 0;
        }
    }
}
