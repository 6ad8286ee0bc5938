package io.tributary.collector.fetch;

import java.util.concurrent.CompletionException;

/** A scrape that gave no profile. The message is fit to show: no secret, no control characters, bounded. */
public final class ScrapeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    public ScrapeException(FailureReason reason, String message) {
        // No stack trace: failing targets are everyday life, and the place in our code says nothing about them.
        super(message, null, false, false);
        this.reason = reason;
    }

    /** The failure that a future failed with; what is none of a scrape's is a mistake of ours. */
    public static ScrapeException of(Throwable cause) {
        Throwable inner = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        return inner instanceof ScrapeException known
                ? known
                : new ScrapeException(FailureReason.INTERNAL, inner.getClass().getSimpleName());
    }

    public FailureReason reason() {
        return reason;
    }

    /** The reason and the message: {@code http_status: answered 500}. */
    public String shown() {
        return reason.label() + ": " + getMessage();
    }
}
