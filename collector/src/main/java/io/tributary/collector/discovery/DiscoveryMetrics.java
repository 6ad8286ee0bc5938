package io.tributary.collector.discovery;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;

/** Discoveries in figures, by job and kind: what a job has several of one kind of is added up. Any thread. */
public final class DiscoveryMetrics {
    private final Gauge targets;
    private final Gauge lastUpdate;
    private final Counter failures;
    private final Counter updates;

    /** @param registry that has none of them yet */
    public DiscoveryMetrics(PrometheusRegistry registry) {
        targets = Gauge.builder()
                .name("tributary_sd_discovered_targets")
                .help("Targets found, before anything is relabelled or dropped.")
                .labelNames("job", "kind")
                .register(registry);
        lastUpdate = Gauge.builder()
                .name("tributary_sd_last_success_timestamp_seconds")
                .help("When a discovery last found out how things are, since 1970.")
                .labelNames("job", "kind")
                .register(registry);
        failures = Counter.builder()
                .name("tributary_sd_failures_total")
                .help("Times that a discovery could not find out how things are; it kept what it knew.")
                .labelNames("job", "kind")
                .register(registry);
        updates = Counter.builder()
                .name("tributary_sd_updates_total")
                .help("Times that a discovery handed on its targets because something had changed.")
                .labelNames("job", "kind")
                .register(registry);
    }

    void began(String job, String kind) {
        targets.labelValues(job, kind).inc(0);
        failures.labelValues(job, kind).inc(0);
        updates.labelValues(job, kind).inc(0);
    }

    void succeeded(String job, String kind, Instant when) {
        lastUpdate.labelValues(job, kind).set(when.toEpochMilli() / 1000.0);
    }

    void failed(String job, String kind) {
        failures.labelValues(job, kind).inc();
    }

    void updated(String job, String kind, int moreTargets) {
        updates.labelValues(job, kind).inc();
        targets.labelValues(job, kind).inc(moreTargets);
    }

    void ended(String job, String kind, int targetsBefore) {
        targets.labelValues(job, kind).dec(targetsBefore);
    }
}
