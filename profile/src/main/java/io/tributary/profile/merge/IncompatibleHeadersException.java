package io.tributary.profile.merge;

/** Profiles that cannot be added up: no sample type in common, or units or period types that do not go together. */
public final class IncompatibleHeadersException extends Exception {
    private static final long serialVersionUID = 1L;

    public IncompatibleHeadersException(String message) {
        super(message);
    }
}
