package io.tributary.collector.captures;

import java.util.List;

/**
 * What became of an alert.
 *
 * @param captures the ids of those begun for it
 * @param detail what else there is to say, for a person; may be empty
 */
public record AlertOutcome(
        String fingerprint, String alertname, Outcome outcome, List<String> captures, String detail) {
    /** The short of it: a closed set, so that it can be a metric's label. */
    public enum Outcome {
        /** Something is captured. */
        CAPTURED,
        /** It was sent before, and what it names was captured then. */
        HELD_OFF,
        /** The targets file names nothing for it. */
        NO_RULE,
        /** No target has what its rules ask for. */
        NO_TARGET,
        /** It fires no longer. */
        RESOLVED,
        /** Something should have been captured, and could not be begun. */
        REFUSED
    }

    public AlertOutcome {
        captures = List.copyOf(captures);
    }
}
