package io.tributary.storage.coding;

/** Stored bytes that are not what was written. The message says what is wrong and where, counted in bytes. */
public final class CorruptDataException extends Exception {
    private static final long serialVersionUID = 1L;

    public CorruptDataException(String message) {
        super(message);
    }
}
