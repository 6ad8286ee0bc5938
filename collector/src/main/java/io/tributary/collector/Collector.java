package io.tributary.collector;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.collector.config.Address;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.ProfileConfig;
import io.tributary.collector.config.TargetConfig;
import io.tributary.collector.config.TargetsConfig;
import io.tributary.collector.fetch.Fetcher;
import io.tributary.collector.fetch.MemoryBudget;
import io.tributary.collector.ingest.Ingest;
import io.tributary.collector.ingest.IngestMetrics;
import io.tributary.collector.schedule.Turns;
import io.tributary.storage.Labels;
import io.tributary.storage.ProfileStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Profiles the targets of a targets file, again and again, and puts what they serve into the store. Any thread may call it.
 * It owns an event-loop context and the threads {@code tributary-ingest-N}; the store and Vert.x stay the caller's.
 */
public final class Collector {
    /** A target and the scrapers of its profile types, in order of type. */
    private record Target(String job, Labels labels, List<Scraper> scrapers) {
        TargetStatus status() {
            return new TargetStatus(
                    job, labels, scrapers.stream().map(Scraper::status).toList());
        }
    }

    private final Machinery machinery;
    private final CollectorOptions options;
    private final List<Target> targets;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Promise<Void> stopped = Promise.promise();

    /**
     * Plans everything and does nothing yet.
     *
     * @param registry that has none of a collector's metrics yet
     * @param clock the wall clock that profiles are dated by
     */
    public Collector(
            Vertx vertx,
            TargetsConfig config,
            ProfileStore store,
            PrometheusRegistry registry,
            CollectorOptions options,
            InstantSource clock) {
        this.options = options;
        MemoryBudget budget = new MemoryBudget(options.memoryBudget());
        Context context = vertx.getOrCreateContext();
        ScrapeMetrics metrics = new ScrapeMetrics(registry);
        this.machinery = new Machinery(
                vertx,
                context,
                clock,
                new Fetcher(vertx, options.fetch(), budget),
                new Ingest(store, options.ingest(), new IngestMetrics(registry)),
                budget,
                metrics);
        this.targets = plan(config, machinery);
        metrics.watch(this::targets, budget);
    }

    /** Begins to scrape: every series within the shorter of its interval and five seconds, then at its phase. */
    public void start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a collector starts once");
        }
        machinery.context().runOnContext(_ -> {
            if (!stopping.get()) {
                scrapers().forEach(Scraper::start);
            }
        });
    }

    /**
     * Cancels what is being fetched and stores what was fetched. Completes when nothing of it touches the store any more;
     * fails when that takes longer than {@link CollectorOptions#stopTimeout}. Calling it again gives the same answer.
     */
    public Future<Void> stop() {
        if (stopping.compareAndSet(false, true)) {
            machinery.context().runOnContext(_ -> {
                scrapers().forEach(Scraper::stop);
                machinery.fetcher().close();
                drain();
            });
        }
        return stopped.future();
    }

    /** How it goes, sorted by job and labels. A snapshot, from memory. */
    public List<TargetStatus> targets() {
        return targets.stream().map(Target::status).toList();
    }

    private void drain() {
        long timer = machinery
                .vertx()
                .setTimer(
                        options.stopTimeout().toMillis(),
                        _ -> stopped.tryFail(new TimeoutException(
                                "after " + options.stopTimeout().toMillis() + " ms "
                                        + machinery.ingest().pending() + " fetched profiles are still not stored")));
        Future.fromCompletionStage(machinery.ingest().drain(), machinery.context())
                .onComplete(_ -> {
                    machinery.vertx().cancelTimer(timer);
                    stopped.tryComplete();
                });
    }

    private List<Scraper> scrapers() {
        return targets.stream().flatMap(target -> target.scrapers().stream()).toList();
    }

    private static List<Target> plan(TargetsConfig config, Machinery machinery) {
        List<Target> targets = new ArrayList<>();
        Map<Address, Turns> turns = new HashMap<>();
        for (JobConfig job : config.jobs()) {
            for (TargetConfig target : job.targets()) {
                Turns line = turns.computeIfAbsent(target.address(), _ -> new Turns());
                List<Scraper> scrapers = new ArrayList<>();
                for (ProfileConfig profile : job.profiles()) {
                    scrapers.add(new Scraper(Series.of(job, target, profile), machinery, line));
                }
                targets.add(new Target(job.name(), target.labels(), List.copyOf(scrapers)));
            }
        }
        targets.sort(Comparator.comparing(Target::job)
                .thenComparing(target -> target.labels().toString()));
        return List.copyOf(targets);
    }
}
