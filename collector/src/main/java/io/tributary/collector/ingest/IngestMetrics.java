package io.tributary.collector.ingest;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** The way into the store in figures. */
public final class IngestMetrics {
    private final PrometheusRegistry registry;
    private final Histogram duration;

    public IngestMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        duration = Histogram.builder()
                .name("tributary_ingest_duration_seconds")
                .help("Time to decode and store one fetched profile, its waiting not included.")
                .classicOnly()
                .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
                .register(registry);
    }

    void watch(IntSupplier items, LongSupplier bytes) {
        GaugeWithCallback.builder()
                .name("tributary_ingest_queue_items")
                .help("Fetched profiles that wait to be stored.")
                .callback(callback -> callback.call(items.getAsInt()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tributary_ingest_queue_bytes")
                .help("Bytes of fetched profiles that wait to be stored.")
                .callback(callback -> callback.call((double) bytes.getAsLong()))
                .register(registry);
    }

    void done(long nanos) {
        duration.observe(nanos / 1e9);
    }
}
