package io.tributary.storage;

/** The store could not do what was asked; the message says what and what to do, fit to show to an operator. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
