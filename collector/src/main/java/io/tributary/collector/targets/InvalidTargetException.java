package io.tributary.collector.targets;

/** Labels of which no target can be made. */
public final class InvalidTargetException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    InvalidTargetException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What is wrong with which label. */
    public String reason() {
        return reason;
    }
}
