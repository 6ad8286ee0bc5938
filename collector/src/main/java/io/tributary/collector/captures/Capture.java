package io.tributary.collector.captures;

import io.tributary.storage.Labels;
import io.tributary.storage.ProfileId;
import io.tributary.storage.TraceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing taken from one target, once.
 *
 * @param id its name towards users: URL-safe, in order of time
 * @param type {@code goroutine}, {@code cpu}, {@code trace}, …
 * @param seconds for how long, 0 for what is there at once
 * @param job the {@code job_name} of the target
 * @param labels the target's, its identity
 * @param reason in the words of who asked
 * @param alert that brought it about, or null
 * @param asked when it was asked for
 * @param progress how far it is
 */
public record Capture(
        String id,
        String type,
        int seconds,
        String job,
        Labels labels,
        String reason,
        @Nullable Cause alert,
        Instant asked,
        Progress progress) {
    /**
     * The alert that brought a capture about.
     *
     * @param startsAt since when it fires, where it was said
     */
    public record Cause(
            String alertname, String fingerprint, @Nullable Instant startsAt) {}

    /** How far a capture is. */
    public sealed interface Progress {}

    /** For a free place, or for its turn at the target. */
    public record Waiting() implements Progress {}

    /** It is being fetched, or stored. */
    public record Running(Instant begun) implements Progress {}

    /**
     * It is stored.
     *
     * @param ended when its last byte had come
     * @param bytes how many came
     * @param trace where they are kept as they came
     * @param profile what they are in the profile store, or null for an execution trace
     */
    public record Done(
            Instant begun,
            Instant ended,
            long bytes,
            TraceId trace,
            @Nullable ProfileId profile) implements Progress {}

    /**
     * There is nothing to be had of it.
     *
     * @param begun null when it never was
     * @param error why; fit to show
     */
    public record Failed(@Nullable Instant begun, Instant ended, String error) implements Progress {}

    /** The target's service. */
    public String service() {
        return labels.service();
    }

    Capture with(Progress next) {
        return new Capture(id, type, seconds, job, labels, reason, alert, asked, next);
    }
}
