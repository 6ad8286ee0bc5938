package io.tributary.storage;

/** A trace has more bytes than whoever put it allowed. Nothing of it is kept. */
public final class TraceTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TraceTooLargeException(long mostBytes) {
        super("the trace has more than " + mostBytes + " bytes");
    }
}
