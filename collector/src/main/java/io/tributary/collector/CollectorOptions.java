package io.tributary.collector;

import io.tributary.collector.discovery.DiscoveryOptions;
import io.tributary.collector.fetch.FetchOptions;
import io.tributary.collector.ingest.IngestOptions;
import java.time.Duration;

/**
 * Bounds of a collector.
 *
 * @param memoryBudget bytes that fetched profiles may take until they are stored
 * @param stopTimeout how long {@link Collector#stop} waits for what was fetched to be stored
 */
public record CollectorOptions(
        FetchOptions fetch, IngestOptions ingest, long memoryBudget, Duration stopTimeout, DiscoveryOptions discovery) {
    public static final CollectorOptions DEFAULT =
            new CollectorOptions(FetchOptions.DEFAULT, IngestOptions.DEFAULT, 128L << 20, Duration.ofSeconds(3));

    /** With discoveries as they are by default. */
    public CollectorOptions(FetchOptions fetch, IngestOptions ingest, long memoryBudget, Duration stopTimeout) {
        this(fetch, ingest, memoryBudget, stopTimeout, DiscoveryOptions.DEFAULT);
    }

    public CollectorOptions {
        if (memoryBudget < 1 || stopTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("memoryBudget and stopTimeout must be positive");
        }
    }
}
