package io.tributary.collector;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.tributary.collector.config.Credentials;
import io.tributary.collector.config.DiscoveryConfig;
import io.tributary.collector.config.HttpClientConfig;
import io.tributary.collector.config.ProxyConfig;
import io.tributary.collector.config.TlsConfig;
import io.tributary.collector.discovery.Discovery;
import io.tributary.collector.discovery.DiscoveryMachinery;
import io.tributary.collector.discovery.DiscoveryMetrics;
import io.tributary.collector.discovery.DiscoveryOptions;
import io.tributary.collector.discovery.TargetGroup;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Discoveries as a collector would run them, and what they hand on. */
final class DiscoveryRig implements AutoCloseable {
    static final Duration SOON = Duration.ofMillis(50);

    final Vertx vertx = Vertx.vertx();
    final Context context = vertx.getOrCreateContext();
    final PrometheusRegistry registry = new PrometheusRegistry();
    final List<List<TargetGroup>> updates = new CopyOnWriteArrayList<>();
    final List<String> misplaced = new CopyOnWriteArrayList<>();
    final DiscoveryMachinery machinery;
    private final Thread eventLoop;
    private final List<Discovery> running = new ArrayList<>();

    DiscoveryRig() {
        this(Path.of("/nowhere/resolv.conf"), Path.of("/nowhere"), Map.of(), Duration.ofMillis(10));
    }

    DiscoveryRig(Path resolvConf, Path serviceAccount, Map<String, String> environment, Duration pause) {
        DiscoveryOptions options = new DiscoveryOptions(
                "Tributary test",
                pause,
                Duration.ofMillis(20),
                4 << 20,
                Duration.ofSeconds(2),
                Duration.ofMillis(300),
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                resolvConf,
                serviceAccount,
                environment);
        machinery =
                new DiscoveryMachinery(vertx, context, InstantSource.system(), new DiscoveryMetrics(registry), options);
        CompletableFuture<Thread> loop = new CompletableFuture<>();
        context.runOnContext(_ -> loop.complete(Thread.currentThread()));
        eventLoop = loop.join();
    }

    /** A server that is spoken to with credentials. */
    static HttpClientConfig http(Credentials credentials) {
        return new HttpClientConfig(credentials, TlsConfig.DEFAULT, ProxyConfig.NONE, true, List.of());
    }

    Discovery start(DiscoveryConfig config) {
        Discovery discovery = Discoveries.of("shop", config, machinery);
        running.add(discovery);
        discovery.start(groups -> {
            if (Thread.currentThread() != eventLoop) {
                misplaced.add(Thread.currentThread().getName());
            }
            updates.add(groups);
        });
        return discovery;
    }

    /** The targets as they were handed on last. */
    List<SortedMap<String, String>> targets() {
        return updates.isEmpty()
                ? List.of()
                : updates.getLast().stream()
                        .flatMap(group -> group.targets().stream())
                        .toList();
    }

    List<String> addresses() {
        return targets().stream().map(labels -> labels.get(TargetGroup.ADDRESS)).toList();
    }

    void awaitAddresses(String... expected) {
        Await.until(
                "the addresses are " + List.of(expected),
                () -> !updates.isEmpty() && addresses().equals(List.of(expected)));
    }

    void awaitError(Discovery discovery, String part) {
        Await.until("it says " + part, () -> discovery.status().lastError().contains(part));
    }

    void awaitNoError(Discovery discovery) {
        Await.until(
                "it works",
                () -> discovery.status().lastSuccess() != null
                        && discovery.status().lastError().isEmpty());
    }

    /** A metric of the job's discoveries. */
    double metric(String name) {
        return registry.scrape().stream()
                .filter(snapshot -> snapshot.getMetadata().getName().equals(name))
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .mapToDouble(DiscoveryRig::value)
                .sum();
    }

    private static double value(DataPointSnapshot point) {
        return switch (point) {
            case GaugeDataPointSnapshot gauge -> gauge.getValue();
            case CounterDataPointSnapshot counter -> counter.getValue();
            default -> Double.NaN;
        };
    }

    @Override
    public void close() {
        running.forEach(Discovery::close);
        Await.done(vertx.close());
        if (!misplaced.isEmpty()) {
            throw new AssertionError("handed on outside the collector's event loop: " + misplaced);
        }
    }
}
