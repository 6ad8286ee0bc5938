package io.tributary.profile;

/**
 * Bytes that are no valid profile, or more than the given limits allow. The message names the field, the index and the
 * rule; it never quotes more than a few bytes of the input.
 */
public final class InvalidProfileException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, in one word, for a metric's label. */
    public enum Reason {
        /** No bytes at all. */
        EMPTY,
        /** The input ends in the middle of something. */
        TRUNCATED,
        /** Neither pprof nor anything that is recognised. */
        NOT_A_PROFILE,
        /** A known format that is not read, for instance Go's text form or an execution trace. */
        UNSUPPORTED_FORMAT,
        /** A rule of the format is broken. */
        MALFORMED,
        /** Larger than the limits given by the caller. */
        TOO_LARGE
    }

    private final Reason reason;

    public InvalidProfileException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
