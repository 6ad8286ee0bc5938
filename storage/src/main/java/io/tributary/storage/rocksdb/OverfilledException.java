package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;

/** A partition's dictionary took in a part of a profile, and has no room for the rest. */
final class OverfilledException extends StoreException {
    private static final long serialVersionUID = 1L;

    OverfilledException(String message, Throwable cause) {
        super(message, cause);
    }
}
