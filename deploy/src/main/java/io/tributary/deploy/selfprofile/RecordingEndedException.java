package io.tributary.deploy.selfprofile;

import java.util.function.Supplier;

/** A recording was ended from elsewhere before its time or could not begin any more, so what it would have said is not whole. */
final class RecordingEndedException extends Exception {
    private static final long serialVersionUID = 1L;

    RecordingEndedException(Throwable cause) {
        super("the recording was ended before its time", cause);
    }

    /**
     * Does a step of a recording.
     *
     * @throws RecordingEndedException when JFR is in no state for it: the process ends, or someone else ended the recording
     */
    static <T> T unlessEnded(Supplier<T> step) throws RecordingEndedException {
        try {
            return step.get();
        } catch (IllegalStateException e) {
            throw new RecordingEndedException(e);
        }
    }

    /** Does a step that gives nothing, as {@link #unlessEnded}. */
    static void runUnlessEnded(Runnable step) throws RecordingEndedException {
        unlessEnded(() -> {
            step.run();
            return true;
        });
    }
}
