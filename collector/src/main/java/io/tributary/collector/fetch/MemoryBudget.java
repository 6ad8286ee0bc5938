package io.tributary.collector.fetch;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that profiles in flight may take, from the first byte read until they are stored. Any thread may call it. */
public final class MemoryBudget {
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
            long before = used.get();
            while (before + bytes <= limit) {
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
