package io.tributary.collector.config;

/** A text that is no address of a target. */
public final class AddressException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    AddressException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What is wrong and what to do; shows no user name. */
    public String reason() {
        return reason;
    }
}
