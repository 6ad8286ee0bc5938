package io.tributary.storage;

/** A question that was given up in the middle, since the thread that asked it was interrupted. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoppedException() {
        super("the question was given up: its thread was interrupted", null, false, false);
    }

    /** Throws one where this thread is interrupted, which it stays. To be asked between rows; it costs nothing. */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new StoppedException();
        }
    }
}
