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
import java.util.OptionalLong;
import java.util.function.Function;
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
        counter(
                "tributary_store_profiles_added_total",
                "Profiles stored.",
                stats -> stats.profiles().added());
        counter(
                "tributary_store_profiles_duplicate_total",
                "Profiles that were stored already and were not stored again.",
                stats -> stats.profiles().duplicate());
        disk();
        dictionaries();
        engine();
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

    private void disk() {
        gauge(
                "tributary_store_disk_bytes",
                "Size of the store's files.",
                stats -> stats.disk().bytes());
        GaugeWithCallback.builder()
                .name("tributary_store_bytes")
                .help("Size of the store's files by what is in them.")
                .labelNames("kind")
                .callback(callback ->
                        stats.get().disk().kinds().forEach(kind -> callback.call((double) kind.bytes(), kind.name())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tributary_store_entries")
                .help("An estimate of how many rows of a kind the store has.")
                .labelNames("kind")
                .callback(callback -> stats.get()
                        .disk()
                        .kinds()
                        .forEach(kind ->
                                kind.entries().ifPresent(entries -> callback.call((double) entries, kind.name()))))
                .register(registry);
        gauge(
                "tributary_store_cache_bytes",
                "Memory for blocks read from the store's files.",
                stats -> stats.disk().cacheBytes());
        time(
                "tributary_store_oldest_profile_timestamp_seconds",
                "Begin of the oldest day that has profiles.",
                stats -> stats.disk().oldestProfileMillis());
        time(
                "tributary_store_oldest_timestamp_seconds",
                "Begin of the oldest day of which anything is kept.",
                stats -> stats.disk().oldestMillis());
    }

    private void dictionaries() {
        gauge(
                "tributary_store_open_partitions",
                "Partitions whose dictionary is in memory.",
                stats -> stats.dictionaries().open());
        gauge(
                "tributary_store_dictionary_bytes",
                "Memory of these dictionaries.",
                stats -> stats.dictionaries().bytes());
        gauge(
                "tributary_store_largest_dictionary_bytes",
                "Memory of the largest of these dictionaries.",
                stats -> stats.dictionaries().largestBytes());
        gauge(
                "tributary_store_dictionary_limit_bytes",
                "What one dictionary may take before its service's profiles are refused for the rest of the day.",
                stats -> stats.dictionaries().mostBytes());
        counter(
                "tributary_store_dictionary_hits_total",
                "Dictionaries that were asked for and in memory.",
                stats -> stats.dictionaries().hits());
        counter(
                "tributary_store_dictionary_misses_total",
                "Dictionaries that were asked for and had to be read.",
                stats -> stats.dictionaries().misses());
    }

    private void engine() {
        gauge(
                "tributary_store_writes_failing",
                "1 while the last write failed, as on a full disk: profiles are refused then.",
                stats -> stats.writes().failing() ? 1 : 0);
        gauge(
                "tributary_store_writes_stopped",
                "1 while writes wait for compactions.",
                stats -> stats.writes().stopped() ? 1 : 0);
        counter(
                "tributary_store_write_stalls_total",
                "How often writes were made to wait, or slowed down.",
                stats -> stats.writes().stalls());
        counter(
                "tributary_store_compactions_total",
                "Compactions done.",
                stats -> stats.compactions().done());
        gauge(
                "tributary_store_compactions_running",
                "Compactions under way.",
                stats -> stats.compactions().running());
        gauge(
                "tributary_store_compaction_pending_bytes",
                "An estimate of what is to be compacted.",
                stats -> stats.compactions().pendingBytes());
        gauge(
                "tributary_store_rollups_pending",
                "Stretches whose roll-up is still to be made, those that are not over among them.",
                StoreStats::rollUpsPending);
    }

    private void time(String name, String help, Function<StoreStats, OptionalLong> millis) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> millis.apply(stats.get()).ifPresent(at -> callback.call(at / 1000.0)))
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
