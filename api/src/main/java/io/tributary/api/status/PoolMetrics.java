package io.tributary.api.status;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.work.WorkerPool;

/** The question pool in figures. */
public final class PoolMetrics {
    private PoolMetrics() {}

    public static void register(WorkerPool pool, PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("tributary_queries_running")
                .help("Questions being answered.")
                .callback(callback -> callback.call(pool.running()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tributary_queries_waiting")
                .help("Questions that wait for a thread.")
                .callback(callback -> callback.call(pool.waiting()))
                .register(registry);
        CounterWithCallback.builder()
                .name("tributary_queries_dropped_total")
                .help(
                        "Questions not answered, by reason: refused (queue full), late (deadline), abandoned (client gone).")
                .labelNames("reason")
                .callback(callback -> {
                    callback.call((double) pool.refused(), "refused");
                    callback.call((double) pool.late(), "late");
                    callback.call((double) pool.abandoned(), "abandoned");
                })
                .register(registry);
    }
}
