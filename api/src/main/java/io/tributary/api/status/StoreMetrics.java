package io.tributary.api.status;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.ServiceSummary;
import io.tributary.storage.StoreStats;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The store in figures. The callbacks run on the thread that writes {@code /metrics} and may block; one scrape asks the
 * store once, and for its services at most every ten seconds.
 */
public final class StoreMetrics {
    private static final Duration STATS_KEPT = Duration.ofSeconds(1);
    private static final Duration SERVICES_KEPT = Duration.ofSeconds(10);

    private final PrometheusRegistry registry;
    private final InstantSource clock;
    private final Kept<StoreStats> stats;
    private final Kept<List<ServiceSummary>> services;

    public StoreMetrics(ProfileStore store, InstantSource clock, PrometheusRegistry registry) {
        this.registry = registry;
        this.clock = clock;
        this.stats = new Kept<>(clock, STATS_KEPT, store::stats);
        this.services = new Kept<>(clock, SERVICES_KEPT, store::services);
    }

    public void register() {
        counter("tributary_store_profiles_added_total", "Profiles stored.", StoreStats::profilesAdded);
        counter(
                "tributary_store_profiles_duplicate_total",
                "Profiles that were stored already and were not stored again.",
                StoreStats::profilesDuplicate);
        gauge("tributary_store_disk_bytes", "Size of the store's files.", StoreStats::diskBytes);
        gauge(
                "tributary_store_open_partitions",
                "Partitions whose dictionary is in memory.",
                StoreStats::openPartitions);
        gauge("tributary_store_dictionary_bytes", "Memory of these dictionaries.", StoreStats::dictionaryBytes);
        gauge(
                "tributary_store_largest_dictionary_bytes",
                "Memory of the largest of these dictionaries.",
                StoreStats::largestDictionaryBytes);
        gauge(
                "tributary_store_dictionary_limit_bytes",
                "What one dictionary may take before its service's profiles are refused for the rest of the day.",
                StoreStats::mostDictionaryBytes);
        GaugeWithCallback.builder()
                .name("tributary_newest_profile_age_seconds")
                .help("Seconds since the newest stored profile of a service began.")
                .labelNames("service")
                .callback(callback -> {
                    long now = clock.millis();
                    for (ServiceSummary service : services.get()) {
                        callback.call((now - service.lastMillis()) / 1000.0, service.service());
                    }
                })
                .register(registry);
    }

    private void counter(String name, String help, ToDoubleFunction<StoreStats> value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(stats.get())))
                .register(registry);
    }

    private void gauge(String name, String help, ToDoubleFunction<StoreStats> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(stats.get())))
                .register(registry);
    }
}
