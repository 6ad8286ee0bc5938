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
    /** Two threads saturate one writing store; an unpacked profile of 64 MiB is far beyond what real programs serve. */
    public static final IngestOptions DEFAULT = new IngestOptions(
            Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4),
            1_024,
            new DecodeLimits(
                    64L << 20,
                    64L << 20,
                    DecodeLimits.DEFAULT.maxSamples(),
                    DecodeLimits.DEFAULT.maxStackDepth(),
                    DecodeLimits.DEFAULT.maxStrings(),
                    DecodeLimits.DEFAULT.maxRows()));

    public IngestOptions {
        if (threads < 1 || queueLength < 1) {
            throw new IllegalArgumentException("threads and queueLength must be positive");
        }
    }
}
