package io.tributary.api.pgo.feedback;

/** The profiles say nothing to Go's compiler, however good or bad. The message says why. */
public final class NoFeedbackException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        WRONG_SAMPLE_TYPE,
        NO_SAMPLES
    }

    private final Reason reason;
    private final String fix;

    NoFeedbackException(Reason reason, String message, String fix) {
        super(message);
        this.reason = reason;
        this.fix = fix;
    }

    public Reason reason() {
        return reason;
    }

    /** What to change. */
    public String fix() {
        return fix;
    }
}
