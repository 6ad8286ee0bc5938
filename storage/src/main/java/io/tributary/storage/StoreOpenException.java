package io.tributary.storage;

/** A store that cannot be opened: one line that names the folder, what is wrong with it and what to do. */
public final class StoreOpenException extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreOpenException(String message) {
        super(message);
    }

    public StoreOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
