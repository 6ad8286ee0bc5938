package io.tributary.api.work;

/** Nobody waits for the result any more. */
public final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AbandonedException() {
        super("nobody waits for the answer any more", null, false, false);
    }
}
