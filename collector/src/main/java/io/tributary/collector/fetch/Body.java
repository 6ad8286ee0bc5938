package io.tributary.collector.fetch;

import java.util.Arrays;

/**
 * What was fetched. Its bytes count against the budget until it is released.
 *
 * @param bytes as they came
 * @param gzipCoded whether HTTP's content coding put one more gzip around them
 */
public record Body(byte[] bytes, boolean gzipCoded, MemoryBudget.Lease lease) {
    /** To be called once, when the bytes are no longer needed. */
    public void release() {
        lease.release();
    }

    /** Grows while an answer comes in; every byte of its capacity is leased before it is taken. */
    static final class Buffer {
        private static final int FIRST = 16 << 10;

        private final int limit;
        private final MemoryBudget.Lease lease;
        private byte[] bytes = {};
        private int length;

        Buffer(int limit, MemoryBudget.Lease lease) {
            this.limit = limit;
            this.lease = lease;
        }

        int length() {
            return length;
        }

        void append(io.vertx.core.buffer.Buffer chunk) throws ScrapeException {
            int more = chunk.length();
            if (more > limit - length) {
                throw tooLarge(limit);
            }
            if (length + more > bytes.length) {
                int capacity = (int) Math.min(limit, Math.max(Math.max(FIRST, length + more), 2L * bytes.length));
                if (!lease.grow(capacity - bytes.length)) {
                    throw new ScrapeException(
                            FailureReason.MEMORY_BUDGET,
                            "given up after " + length + " bytes: the memory for profiles in flight is used up");
                }
                bytes = Arrays.copyOf(bytes, capacity);
            }
            chunk.getBytes(bytes, length);
            length += more;
        }

        Body finish(boolean gzipCoded) {
            return new Body(bytes.length == length ? bytes : Arrays.copyOf(bytes, length), gzipCoded, lease);
        }
    }

    static ScrapeException tooLarge(int limit) {
        return new ScrapeException(
                FailureReason.TOO_LARGE, "the answer has more than the " + limit + " bytes allowed on the wire");
    }
}
