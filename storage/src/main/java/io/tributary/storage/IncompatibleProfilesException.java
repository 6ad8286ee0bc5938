package io.tributary.storage;

/** Profiles that cannot be added up: no sample type in common, or different period types. */
public final class IncompatibleProfilesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IncompatibleProfilesException(String message) {
        super(message);
    }
}
