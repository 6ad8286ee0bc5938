package io.tributary.api.captures;

import io.tributary.storage.selector.Selector;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Who takes captures. {@link #isRunning}, {@link #ask} and {@link #alerted} are called on an event loop and do not block; {@link #list}
 * and {@link #find} are called on workers and may. Nothing in what it gives may hold a secret: it is shown as it is.
 */
public interface CapturesSource {
    /** False before a collector runs. Nothing else is called then. */
    boolean isRunning();

    /** Begins captures, or says why not; completes on the caller's context, before they are done. */
    Future<Asked> ask(Wish wish);

    /** What became of each alert, in their order; completes as {@link #ask} does. */
    Future<List<Told>> alerted(List<Alert> alerts);

    /** Those that wait, run, failed and are done, in any order; bounded, so that the oldest may be missing. */
    List<Capture> list();

    /** One, also one that the list does not have any more. */
    Optional<Capture> find(String id);

    /**
     * What somebody wants.
     *
     * @param match from which targets: by their labels
     * @param type {@code goroutine}, {@code cpu}, {@code trace}, …
     * @param seconds for how long, 0 for as long as it is configured
     * @param reason in the asker's words, or the empty string
     */
    record Wish(Selector match, String type, int seconds, String reason) {}

    /** What becomes of a wish. */
    sealed interface Asked {}

    /**
     * Captures were begun or wait.
     *
     * @param captures one for each target, at least one
     */
    record Begun(List<Capture> captures) implements Asked {
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
    record Refused(Refusal refusal, String detail, String fix) implements Asked {}

    /** Why nothing is captured. */
    enum Refusal {
        NO_TARGET,
        TOO_MANY_TARGETS,
        /** The targets do not serve the type, or not for so many seconds. */
        IMPOSSIBLE,
        QUEUE_FULL,
        STOPPING
    }

    /**
     * One alert of a notification.
     *
     * @param firing false when it is resolved
     * @param startsAt since when it fires, or null where nobody said
     */
    record Alert(
            String fingerprint,
            boolean firing,
            SortedMap<String, String> labels,
            @Nullable Instant startsAt) {}

    /** What became of an alert; the words are those of the API. */
    enum Outcome {
        CAPTURED,
        HELD_OFF,
        NO_RULE,
        NO_TARGET,
        RESOLVED,
        REFUSED
    }

    /**
     * What became of one alert.
     *
     * @param captures the ids of those begun for it
     * @param detail what else there is to say, for a person; may be empty
     */
    record Told(String fingerprint, String alertname, Outcome outcome, List<String> captures, String detail) {
        public Told {
            captures = List.copyOf(captures);
        }
    }

    /** How far a capture is. */
    enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /** The alert that brought a capture about. */
    record Cause(
            String alertname, String fingerprint, @Nullable Instant startsAt) {}

    /**
     * One thing taken from one target, once.
     *
     * @param id of letters, digits, {@code _} and {@code -}; in order of time
     * @param seconds for how long, 0 for what is there at once
     * @param job the {@code job_name} of the target
     * @param labels the target's
     * @param reason in the words of who asked; may be empty
     * @param begun null before
     * @param ended null before
     * @param bytes how many came, null unless it is done
     * @param error why it failed, null unless it did
     * @param profile its id among the stored profiles, null unless it is one
     * @param trace its id among the stored traces, null unless it is done
     */
    record Capture(
            String id,
            String type,
            int seconds,
            State state,
            String job,
            String service,
            SortedMap<String, String> labels,
            String reason,
            @Nullable Cause alert,
            Instant asked,
            @Nullable Instant begun,
            @Nullable Instant ended,
            @Nullable Long bytes,
            @Nullable String error,
            @Nullable String profile,
            @Nullable String trace) {}
}
