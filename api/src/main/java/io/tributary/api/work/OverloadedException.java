package io.tributary.api.work;

/** All threads of a pool are busy and its queue is full. */
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OverloadedException(String pool, int threads, int queue) {
        super("%s: %d tasks run and %d wait".formatted(pool, threads, queue), null, false, false);
    }
}
