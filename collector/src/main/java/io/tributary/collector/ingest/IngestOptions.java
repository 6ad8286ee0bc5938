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
    /**
     * Two threads saturate one writing store. The limits are some ten times what the largest real programs serve, and what the
     * daemon's memory has room for.
     */
    public static final IngestOptions DEFAULT = new IngestOptions(
            Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4),
            1_024,
            new DecodeLimits(
                    32L << 20, 32L << 20, 500_000, DecodeLimits.DEFAULT.maxStackDepth(), 4_000_000, 500_000, 500_000));

    public IngestOptions {
        if (threads < 1 || queueLength < 1) {
            throw new IllegalArgumentException("threads and queueLength must be positive");
        }
    }
}
