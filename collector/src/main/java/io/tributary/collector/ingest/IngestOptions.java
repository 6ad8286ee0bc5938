package io.tributary.collector.ingest;

import io.tributary.profile.wire.DecodeLimits;

/**
 * Bounds of the way into the store.
 *
 * @param threads that decode and store
 * @param queueLength profiles that wait for one of them
 * @param limits of one profile
 */
public record IngestOptions(int threads, int queueLength, DecodeLimits limits) {
    /** Two threads saturate one writing store. */
    public static final IngestOptions DEFAULT =
            new IngestOptions(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4), 1_024, DecodeLimits.DAEMON);

    public IngestOptions {
        if (threads < 1 || queueLength < 1) {
            throw new IllegalArgumentException("threads and queueLength must be positive");
        }
    }
}
