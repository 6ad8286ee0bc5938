package io.tributary.collector.relabel;

/** A regular expression that is wrong, or more than is taken. The message goes on after its name: {@code is no …}. */
public final class BadRegexException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRegexException(String message) {
        super(message);
    }
}
