package io.tributary.storage;

/** A merge whose profile would take too much memory; the message says what there is too much of. */
public final class MergeTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MergeTooLargeException(String message) {
        super(message);
    }
}
