package io.tributary.collector;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.collector.captures.CaptureAnswer;
import io.tributary.collector.captures.CaptureMachinery;
import io.tributary.collector.captures.Captures;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.ShardConfig;
import io.tributary.collector.config.TargetsConfig;
import io.tributary.collector.discovery.DiscoveryMachinery;
import io.tributary.collector.discovery.DiscoveryMetrics;
import io.tributary.collector.discovery.DiscoveryStatus;
import io.tributary.collector.fetch.Fetcher;
import io.tributary.collector.fetch.MemoryBudget;
import io.tributary.collector.goroutines.GoroutineJump;
import io.tributary.collector.goroutines.JumpListener;
import io.tributary.collector.history.ScrapeHistory;
import io.tributary.collector.ingest.Ingest;
import io.tributary.collector.ingest.IngestMetrics;
import io.tributary.collector.targets.DroppedTarget;
import io.tributary.storage.Labels;
import io.tributary.storage.ProfileStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Profiles the targets of a targets file, again and again, and puts what they serve into the store: the jobs' discoveries say
 * who is there, a {@link Plan} what is scraped, and {@link Scrapers} does it. Any thread may call it. It owns an event-loop
 * context and the threads {@code tributary-ingest-N} and {@code tributary-discovery-N}; the store and Vert.x stay the caller's.
 */
public final class Collector {
    private final Machinery machinery;
    private final CollectorOptions options;
    private final DiscoveryMachinery discovery;
    private final Scrapers scrapers;
    private final Planning planning;
    private final Captures captures;
    private ShardConfig shard;
    private volatile Map<String, RunningJob> jobs;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Promise<Void> stopped = Promise.promise();

    /**
     * Plans what the file itself names and does nothing yet.
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
                metrics,
                new ScrapeHistory(clock.instant()),
                new JumpListener() {
                    @Override
                    public Future<Boolean> jumped(String job, Labels target, GoroutineJump jump) {
                        return captures()
                                .ask(job, target, "goroutine", jump.reason())
                                .map(answer -> answer instanceof CaptureAnswer.Begun);
                    }

                    @Override
                    public Duration holdOff() {
                        return captures().holdOff();
                    }
                });
        this.discovery =
                new DiscoveryMachinery(vertx, context, clock, new DiscoveryMetrics(registry), options.discovery());
        this.scrapers = new Scrapers(machinery);
        this.shard = config.shard();
        this.jobs = jobs(config, Map.of());
        Plan.Maker maker = new Plan.Maker();
        this.planning = new Planning(discovery.workers(), maker, this::question, scrapers::become);
        scrapers.become(maker.plan(question()));
        metrics.watch(this::targets, scrapers::overdrawn, scrapers::goroutines, budget);
        this.captures = new Captures(
                new CaptureMachinery(context, clock, machinery.fetcher(), machinery.ingest(), budget, store, registry),
                scrapers,
                config.captures());
    }

    /** Begins to look for targets and to scrape: every series within the shorter of its interval and five seconds, then at its phase. */
    public void start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a collector starts once");
        }
        machinery.context().runOnContext(_ -> {
            if (!stopping.get()) {
                captures.start();
                scrapers.start();
                jobs.values().forEach(RunningJob::start);
            }
        });
    }

    /**
     * From now on it profiles what this says. Targets that are there before and after are not disturbed; a job goes on with what it
     * has discovered. To be called after {@link #start}. Completes when the targets that are known are those of the new
     * configuration.
     */
    public Future<Void> reload(TargetsConfig config) {
        Promise<Void> done = Promise.promise();
        machinery.context().runOnContext(_ -> {
            if (stopping.get()) {
                done.fail("the collector is stopping");
                return;
            }
            Map<String, RunningJob> before = jobs;
            Map<String, RunningJob> after = jobs(config, before);
            captures.become(config.captures());
            shard = config.shard();
            jobs = after;
            before.forEach((name, job) -> {
                if (!after.containsKey(name)) {
                    job.close();
                }
            });
            for (JobConfig job : config.jobs()) {
                RunningJob running = Objects.requireNonNull(after.get(job.name()));
                if (before.containsKey(job.name())) {
                    running.become(job);
                } else {
                    running.start();
                }
            }
            planning.changed().onComplete(done);
        });
        return done.future();
    }

    /**
     * Cancels what is being fetched and stores what was fetched. Completes when nothing of it touches the store any more;
     * fails when that takes longer than {@link CollectorOptions#stopTimeout}. Calling it again gives the same answer.
     */
    public Future<Void> stop() {
        if (stopping.compareAndSet(false, true)) {
            machinery.context().runOnContext(_ -> {
                jobs.values().forEach(RunningJob::close);
                planning.close();
                captures.stop();
                scrapers.stop();
                machinery.fetcher().close();
                drain();
            });
        }
        return stopped.future();
    }

    /** How it goes, sorted by job and labels. A snapshot, from memory. */
    public List<TargetStatus> targets() {
        return scrapers.statuses();
    }

    /** How the last day's scrapes ended. It goes on over reloads. */
    public ScrapeHistory scrapes() {
        return machinery.history();
    }

    /** What is taken beside the schedule: when an alert fires, or somebody asks. */
    public Captures captures() {
        return captures;
    }

    /** What was discovered and is not scraped, with the reason; without secrets. */
    public List<DroppedTarget> droppedTargets() {
        return scrapers.dropped().stream().map(DroppedTarget::shown).toList();
    }

    /** How discoveries go, in the file's order. A snapshot, from memory. */
    public List<DiscoveryStatus> discoveries() {
        return jobs.values().stream().flatMap(job -> job.statuses().stream()).toList();
    }

    /** Those of a configuration: one that is there already, or a new one. */
    private Map<String, RunningJob> jobs(TargetsConfig config, Map<String, RunningJob> before) {
        Map<String, RunningJob> all = new LinkedHashMap<>();
        for (JobConfig job : config.jobs()) {
            RunningJob old = before.get(job.name());
            all.put(job.name(), old == null ? new RunningJob(job, discovery, this::found) : old);
        }
        return all;
    }

    private void found() {
        if (!stopping.get()) {
            planning.changed();
        }
    }

    private Plan.Question question() {
        return new Plan.Question(
                jobs.values().stream()
                        .map(job -> new Plan.Found(job.config(), job.found()))
                        .toList(),
                shard);
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
}
