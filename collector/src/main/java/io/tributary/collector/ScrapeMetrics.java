package io.tributary.collector;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.collector.fetch.FailureReason;
import io.tributary.collector.fetch.MemoryBudget;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Scrapes in figures. Labels are jobs and types of the targets file and reasons of closed sets; never an instance.
 * Any thread.
 */
final class ScrapeMetrics {
    private static final double[] SECONDS = {0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120};

    private final PrometheusRegistry registry;
    private final Counter scrapes;
    private final Counter failures;
    private final Counter skipped;
    private final Counter jumps;
    private final Counter timed;
    private final Counter bytes;
    private final Counter stored;
    private final Counter refused;
    private final Histogram duration;
    private final Histogram lateness;

    ScrapeMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        scrapes = counter("tributary_scrapes_total", "Scrapes begun.", "job", "type");
        failures = counter(
                "tributary_scrape_failures_total", "Scrapes that gave no profile, by reason.", "job", "type", "reason");
        skipped = counter(
                "tributary_scrapes_skipped_total",
                "Scrapes not begun, by reason: overlap (the one before still runs), memory_budget, overhead_budget (captures took the"
                        + " time that timed profiles may take), sampling (others have their turn).",
                "job",
                "type",
                "reason");
        jumps = counter("tributary_goroutine_jumps_total", "Jumps of a target's goroutines over its history.", "job");
        timed = counter(
                "tributary_overhead_seconds_total",
                "Seconds that targets were under timed profiles by schedule.",
                "job",
                "type");
        bytes = counter("tributary_fetched_bytes_total", "Bytes of profiles fetched, on the wire.", "job", "type");
        stored = counter("tributary_profiles_stored_total", "Profiles fetched and stored.", "job", "type");
        refused = counter(
                "tributary_profiles_refused_total",
                "Profiles fetched and not stored, by reason.",
                "job",
                "type",
                "reason");
        duration = Histogram.builder()
                .name("tributary_scrape_duration_seconds")
                .help("Time from the beginning of a fetch to its last byte or its failure; a timed profile's included.")
                .labelNames("type")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .register(registry);
        lateness = Histogram.builder()
                .name("tributary_scrape_lateness_seconds")
                .help("Time from the instant a scrape was due to its beginning.")
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .register(registry);
    }

    void watch(
            Supplier<List<TargetStatus>> targets,
            IntSupplier overdrawn,
            Supplier<Map<String, Long>> goroutines,
            MemoryBudget budget) {
        GaugeWithCallback.builder()
                .name("tributary_target_goroutines")
                .help("Goroutines of a job's targets when they were last counted, added up.")
                .labelNames("job")
                .callback(callback -> goroutines.get().forEach((job, count) -> callback.call((double) count, job)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tributary_overhead_overdrawn_processes")
                .help(
                        "Processes from which captures took more time than their overhead budget has, so that timed profiles are left out.")
                .callback(callback -> callback.call(overdrawn.getAsInt()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tributary_targets")
                .help("Targets by state: up, down, unknown.")
                .labelNames("state")
                .callback(callback -> {
                    Map<Health, Integer> counts = new EnumMap<>(Health.class);
                    targets.get().forEach(target -> counts.merge(target.health(), 1, Integer::sum));
                    for (Health health : Health.values()) {
                        callback.call(
                                counts.getOrDefault(health, 0), health.name().toLowerCase(Locale.ROOT));
                    }
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("tributary_memory_budget_used_bytes")
                .help("Bytes of profiles in flight, from the first byte read until they are stored.")
                .callback(callback -> callback.call((double) budget.used()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tributary_memory_budget_limit_bytes")
                .help("Bytes that profiles in flight may take.")
                .callback(callback -> callback.call((double) budget.limit()))
                .register(registry);
    }

    void begun(String job, String type, Duration late) {
        scrapes.labelValues(job, type).inc();
        lateness.observe(Math.max(0, late.toNanos()) / 1e9);
    }

    void fetched(String type, long nanos) {
        duration.labelValues(type).observe(nanos / 1e9);
    }

    void jumped(String job) {
        jumps.labelValues(job).inc();
    }

    void timed(String job, String type, double seconds) {
        timed.labelValues(job, type).inc(seconds);
    }

    void received(String job, String type, long count) {
        bytes.labelValues(job, type).inc((double) count);
    }

    void stored(String job, String type) {
        stored.labelValues(job, type).inc();
    }

    void refused(String job, String type, FailureReason reason) {
        refused.labelValues(job, type, reason.label()).inc();
    }

    void failed(String job, String type, FailureReason reason) {
        failures.labelValues(job, type, reason.label()).inc();
    }

    void skipped(String job, String type, String reason) {
        skipped.labelValues(job, type, reason).inc();
    }

    /** Counts the intervals of a rotation that were not this series' turn. */
    void leftToOthers(String job, String type, int intervals) {
        skipped.labelValues(job, type, "sampling").inc(intervals);
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }
}
