package io.tributary.api;

/** The API could not listen; the message names address and port and what to do, fit for one line on stderr. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
