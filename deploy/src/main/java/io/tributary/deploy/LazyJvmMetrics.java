package io.tributary.deploy;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's metrics, put together at the first scrape: they need the JVM's management beans, which would be a fifth of the time to the first
 * answer. What they count is counted by the JVM since its start; only {@code jvm_memory_pool_allocated_bytes} begins with that scrape.
 */
final class LazyJvmMetrics implements MultiCollector {
    private @Nullable PrometheusRegistry metrics;

    @Override
    public MetricSnapshots collect() {
        return metrics().scrape();
    }

    private synchronized PrometheusRegistry metrics() {
        PrometheusRegistry made = metrics;
        if (made == null) {
            made = new PrometheusRegistry();
            JvmMetrics.builder().register(made);
            metrics = made;
        }
        return made;
    }
}
