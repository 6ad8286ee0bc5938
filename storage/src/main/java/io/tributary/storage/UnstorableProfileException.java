package io.tributary.storage;

/** A profile that no store keeps, however often it is put; the message says what is wrong with it. */
public final class UnstorableProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnstorableProfileException(String message) {
        super(message);
    }
}
