package io.tributary.api.traces;

import io.tributary.storage.OpenTrace;
import io.tributary.storage.StoredTrace;
import io.tributary.storage.TraceId;
import io.tributary.storage.TraceStore;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trace as it is read for one request. It is opened and read on a worker; closing it may come from anywhere and at any time, also while
 * it is still being opened. Whoever made it closes it.
 */
final class TraceReader {
    static final int CHUNK_BYTES = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(TraceReader.class);

    private final Supplier<TraceStore> store;
    private final TraceId id;
    private @Nullable OpenTrace trace;
    private boolean isClosed;

    TraceReader(Supplier<TraceStore> store, TraceId id) {
        this.store = store;
        this.id = id;
    }

    /** What is to be read; empty when there is no such trace. */
    @SuppressWarnings("MustBeClosedChecker") // by close
    Optional<StoredTrace> open() {
        OpenTrace opened = store.get().open(id).orElse(null);
        if (opened == null) {
            return Optional.empty();
        }
        synchronized (this) {
            trace = opened;
            if (!isClosed) {
                return Optional.of(opened.trace());
            }
        }
        close();
        return Optional.empty();
    }

    /** The next bytes; not empty before the end. */
    Buffer read() throws IOException {
        OpenTrace open = opened();
        byte[] bytes = new byte[CHUNK_BYTES];
        try {
            int n = Math.max(0, open.content().read(bytes));
            return Buffer.buffer(n).appendBytes(bytes, 0, n);
        } catch (IOException e) {
            if (!isClosed()) {
                LOG.warn("what is kept cannot be sent: {}", e.getMessage());
            }
            throw e;
        }
    }

    private synchronized OpenTrace opened() {
        if (trace == null) {
            throw new IllegalStateException("the trace is read before it is open");
        }
        return trace;
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    /** What is being read fails. */
    void close() {
        OpenTrace open;
        synchronized (this) {
            isClosed = true;
            open = trace;
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("a trace's file does not close: {}", e.getMessage());
            }
        }
    }
}
