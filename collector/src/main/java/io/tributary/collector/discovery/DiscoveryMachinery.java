package io.tributary.collector.discovery;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What all discoveries of a collector share.
 *
 * @param context the event loop that they live on and that groups are handed on by
 */
public record DiscoveryMachinery(
        Vertx vertx, Context context, InstantSource clock, DiscoveryMetrics metrics, DiscoveryOptions options) {
    private static final String THREADS = "tributary-discovery";
    private static final int MOST_THREADS = 2;

    /** A hold on the threads that read and parse, one pool for all. Whoever takes it closes it. */
    public Workers workers() {
        return new Workers(vertx.createSharedWorkerExecutor(THREADS, MOST_THREADS));
    }
}
