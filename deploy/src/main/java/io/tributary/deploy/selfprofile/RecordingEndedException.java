package io.tributary.deploy.selfprofile;

/** A recording was ended from elsewhere before its time, so what it would have said is not whole. */
final class RecordingEndedException extends Exception {
    private static final long serialVersionUID = 1L;

    RecordingEndedException(Throwable cause) {
        super("the recording was ended before its time", cause);
    }
}
