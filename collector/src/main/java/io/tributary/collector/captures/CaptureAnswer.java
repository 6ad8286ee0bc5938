package io.tributary.collector.captures;

import java.util.List;

/** What becomes of a request. */
public sealed interface CaptureAnswer {
    /**
     * Captures were begun or wait.
     *
     * @param captures one for each target, at least one
     */
    record Begun(List<Capture> captures) implements CaptureAnswer {
        public Begun {
            captures = List.copyOf(captures);
        }
    }

    /**
     * Nothing is captured.
     *
     * @param detail why, for a person
     * @param fix what to change
     */
    record Refused(Refusal refusal, String detail, String fix) implements CaptureAnswer {}

    /** Why nothing is captured. */
    enum Refusal {
        /** No target has such labels. */
        NO_TARGET,
        /** More targets have them than one request may be for. */
        TOO_MANY_TARGETS,
        /** None of the targets' jobs serves the type. */
        NO_SUCH_TYPE,
        /** So many seconds cannot be had. */
        BAD_SECONDS,
        /** What the type is fetched with cannot be worked out of the target's labels, or a rule drops it. */
        NOT_REACHABLE,
        /** As many captures wait as may. */
        QUEUE_FULL,
        /** The collector is stopping. */
        STOPPING
    }
}
