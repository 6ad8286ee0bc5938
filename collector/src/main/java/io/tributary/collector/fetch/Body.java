package io.tributary.collector.fetch;

import java.util.Arrays;

/** What was fetched. Its bytes count against the budget until it is released; one thread at a time. */
public final class Body {
    private static final byte[] NONE = {};

    private final boolean gzipCoded;
    private final MemoryBudget.Lease lease;
    private byte[] bytes;

    Body(byte[] bytes, boolean gzipCoded, MemoryBudget.Lease lease) {
        this.bytes = bytes;
        this.gzipCoded = gzipCoded;
        this.lease = lease;
    }

    /** As they came; none once it is released. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether HTTP's content coding put one more gzip around them. */
    public boolean gzipCoded() {
        return gzipCoded;
    }

    /**
     * To be called once, when the bytes are no longer needed. They are let go of here, because a connection held for seconds is in the
     * old generation by then: what it refers to would stay until that is collected, though it is garbage itself.
     */
    public void release() {
        bytes = NONE;
        lease.release();
    }

    /** Grows while an answer comes in; every byte of its capacity is leased before it is taken. */
    static final class Buffer {
        private static final int FIRST = 16 << 10;

        private final int limit;
        private final MemoryBudget.Lease lease;
        private byte[] bytes = NONE;
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

        /** Nothing is to be kept of what has come. */
        void letGo() {
            bytes = NONE;
        }

        Body finish(boolean gzipCoded) {
            byte[] all = bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
            letGo();
            return new Body(all, gzipCoded, lease);
        }
    }

    static ScrapeException tooLarge(int limit) {
        return new ScrapeException(
                FailureReason.TOO_LARGE, "the answer has more than the " + limit + " bytes allowed on the wire");
    }
}
