package io.tributary.deploy.cli;

/** A command line that cannot be understood; the message names the flag or the argument and says what it has to be. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
