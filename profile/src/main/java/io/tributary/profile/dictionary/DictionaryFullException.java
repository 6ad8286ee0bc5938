package io.tributary.profile.dictionary;

/** A table of a dictionary has reached what an array can hold. Start a new dictionary. */
public final class DictionaryFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DictionaryFullException(String message) {
        super(message);
    }
}
