package io.tributary.storage.selector;

/** A text that is no series selector. The message says what was expected and at which character, counted from 1. */
public final class SelectorSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    SelectorSyntaxException(int position, String message) {
        super(message + ", at character " + position);
        this.position = position;
    }

    /** The character at which reading stopped, counted from 1. */
    public int position() {
        return position;
    }
}
