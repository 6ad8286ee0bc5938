package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBucket;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.tributary.collector.config.ConfigException;
import io.tributary.collector.config.TargetsFile;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A collector with its store and metrics, from a targets file's text; stopped and closed at the end of the test. */
final class Rig implements AutoCloseable {
    final RecordingStore store;
    final PrometheusRegistry registry = new PrometheusRegistry();
    final Vertx vertx;
    final Collector collector;

    Rig(String yaml) {
        this(yaml, new RecordingStore(), CollectorOptions.DEFAULT, InstantSource.system());
    }

    Rig(String yaml, RecordingStore store, CollectorOptions options, InstantSource clock) {
        // Asks no name server outside: what is no address does not resolve, and quickly.
        this(yaml, store, options, clock, "127.0.0.1:1", 200);
    }

    /**
     * @param nameServer the only one that is asked
     * @param queryMillis how long its answer is waited for
     */
    Rig(
            String yaml,
            RecordingStore store,
            CollectorOptions options,
            InstantSource clock,
            String nameServer,
            long queryMillis) {
        this.store = store;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setAddressResolverOptions(new AddressResolverOptions()
                        .setServers(List.of(nameServer))
                        .setSearchDomains(List.of())
                        .setQueryTimeout(queryMillis)
                        .setMaxQueries(1)));
        try {
            collector = new Collector(vertx, TargetsFile.parse("test.yaml", yaml), store, registry, options, clock);
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        collector.start();
    }

    /**
     * A job that takes heap profiles alone, every 200 ms where it says nothing else.
     *
     * @param lines more lines of the job
     */
    static String heapJob(String name, String address, String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        if (all.stream().noneMatch(line -> line.startsWith("scrape_interval"))) {
            all.add("scrape_interval: 200ms");
        }
        return "  - job_name: " + name + "\n"
                + all.stream().map(line -> "    " + line + "\n").collect(Collectors.joining())
                + "    static_configs: [{targets: [\"" + address + "\"]}]\n"
                + "    profiling_config: {pprof_config: {cpu: {enabled: false}, goroutine: {enabled: false}}}\n";
    }

    static String file(String... jobs) {
        return "scrape_configs:\n" + String.join("", jobs);
    }

    /** The collector gets another file. */
    void reload(String yaml) {
        try {
            Await.done(collector.reload(TargetsFile.parse("test.yaml", yaml)));
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    TargetStatus target(String job) {
        return collector.targets().stream()
                .filter(target -> target.job().equals(job))
                .findFirst()
                .orElseThrow();
    }

    ProfileStatus profile(String job) {
        return target(job).profiles().getFirst();
    }

    /** Waits until a job's target is up. */
    void awaitUp(String job) {
        Await.until(() -> "up, not " + target(job), () -> target(job).health() == Health.UP);
    }

    /** Waits until it is down, and gives the reason. */
    String failure(String job) {
        Await.until(() -> "down, not " + target(job), () -> target(job).health() == Health.DOWN);
        return profile(job).lastError();
    }

    /** The value of a counter, 0 where it was never counted. */
    double counter(String name, String... labels) {
        return registry.scrape(name::equals).stream()
                .filter(CounterSnapshot.class::isInstance)
                .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
                .filter(point -> point.getLabels().equals(Labels.of(labels)))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    double gauge(String name, String... labels) {
        return registry.scrape(name::equals).stream()
                .flatMap(snapshot -> ((GaugeSnapshot) snapshot).getDataPoints().stream())
                .filter(point -> point.getLabels().equals(Labels.of(labels)))
                .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
                .sum();
    }

    /**
     * What is done to others costs this job nothing: no scrape of it was left out, failed or was not stored. And none of the collector
     * began so late that a busy machine would not explain it.
     */
    void assertUndisturbed(String job) {
        for (String name :
                List.of("tributary_scrape_failures", "tributary_scrapes_skipped", "tributary_profiles_refused")) {
            assertThat(pointsOf(name, job)).as(name + " of " + job).isEmpty();
        }
        assertThat(store.countOf(job)).as("stored of " + job).isPositive();
        assertThat(laterThanASecond()).as("scrapes that began late").isZero();
    }

    /** No byte of a fetched profile is held any more. Waits for those that are fetched just now. */
    void awaitNothingInFlight() {
        Await.until(
                () -> gauge("tributary_memory_budget_used_bytes") + " bytes are in flight",
                () -> gauge("tributary_memory_budget_used_bytes") == 0);
    }

    private List<CounterSnapshot.CounterDataPointSnapshot> pointsOf(String name, String job) {
        return registry.scrape(name::equals).stream()
                .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
                .filter(point -> job.equals(point.getLabels().get("job")))
                .toList();
    }

    private long laterThanASecond() {
        long late = 0;
        for (var snapshot : registry.scrape("tributary_scrape_lateness_seconds"::equals)) {
            for (var point : ((HistogramSnapshot) snapshot).getDataPoints()) {
                for (ClassicHistogramBucket bucket : point.getClassicBuckets()) {
                    late += bucket.getUpperBound() > 1 ? bucket.getCount() : 0;
                }
            }
        }
        return late;
    }

    @Override
    public void close() {
        try {
            Await.done(collector.stop());
        } finally {
            Await.done(vertx.close());
        }
    }
}
