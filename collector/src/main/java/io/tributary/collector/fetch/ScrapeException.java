package io.tributary.collector.fetch;

/** A scrape that gave no profile. The message is fit to show: no secret, no control characters, bounded. */
public final class ScrapeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    public ScrapeException(FailureReason reason, String message) {
        // No stack trace: failing targets are everyday life, and the place in our code says nothing about them.
        super(message, null, false, false);
        this.reason = reason;
    }

    public FailureReason reason() {
        return reason;
    }
}
