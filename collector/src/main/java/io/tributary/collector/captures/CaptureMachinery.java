package io.tributary.collector.captures;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.collector.fetch.Fetcher;
import io.tributary.collector.fetch.MemoryBudget;
import io.tributary.collector.ingest.Ingest;
import io.tributary.storage.ProfileStore;
import io.vertx.core.Context;
import java.time.InstantSource;

/**
 * What captures are made with; the collector's own.
 *
 * @param context the event loop they live on
 * @param store whose traces they become
 */
public record CaptureMachinery(
        Context context,
        InstantSource clock,
        Fetcher fetcher,
        Ingest ingest,
        MemoryBudget budget,
        ProfileStore store,
        PrometheusRegistry registry) {}
