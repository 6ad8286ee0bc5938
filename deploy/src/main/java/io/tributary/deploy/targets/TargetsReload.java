package io.tributary.deploy.targets;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.status.Lifecycle;
import io.tributary.collector.Collector;
import io.tributary.collector.config.ConfigException;
import io.tributary.collector.config.LoadedTargets;
import io.tributary.collector.config.Problem;
import io.tributary.collector.config.TargetsFile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The targets file of a running daemon: read anew when it changes, and when somebody asks. A file that cannot be used changes nothing
 * but what is logged, shown and measured. Any thread may call it; it owns the thread {@code tributary-reload}, where files are read.
 */
public final class TargetsReload implements Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TargetsReload.class);
    private static final int POLL_SECONDS = 3;
    private static final int IN_FORCE_SECONDS = 30;

    private final @Nullable Path file;
    private final boolean enabled;
    private final Runnable quit;
    private final InstantSource clock;
    private final Gauge successful;
    private final Gauge successTime;
    private final @Nullable FileWatch watch;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tributary-reload").daemon().factory());
    private volatile Configuration running;
    private volatile @Nullable Collector collector;

    /**
     * Looks at the file as it is now.
     *
     * @param file or null where there is none
     * @param enabled whether the API takes reload and quit
     * @param quit ends the daemon; may block
     */
    public TargetsReload(
            @Nullable Path file, boolean enabled, Runnable quit, PrometheusRegistry registry, InstantSource clock) {
        this.file = file;
        this.enabled = enabled;
        this.quit = quit;
        this.clock = clock;
        this.running = new Configuration(name(), "", clock.instant(), null);
        this.watch = file == null ? null : new FileWatch(file);
        if (watch != null) {
            watch.hasChanged();
        }
        this.successful = Gauge.builder()
                .name("tributary_config_last_reload_successful")
                .help("1 while the targets file, when it was last read, could be used; else 0.")
                .register(registry);
        this.successTime = Gauge.builder()
                .name("tributary_config_last_reload_success_timestamp_seconds")
                .help("When the targets file that is in force was read, since 1970.")
                .register(registry);
    }

    /** What runs from now on, and what a file is put into force with. To be called once. */
    public void begin(LoadedTargets loaded, Collector runs) {
        inForce(loaded);
        collector = runs;
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(this::poll, POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads it no more. */
    public void close() {
        thread.shutdownNow();
    }

    @Override
    public Configuration configuration() {
        return running;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public Future<List<String>> reload() {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        try {
            thread.execute(() -> done.complete(readAnew()));
        } catch (RejectedExecutionException _) {
            done.complete(List.of("the daemon is stopping"));
        }
        Context context = Vertx.currentContext();
        return context == null ? Future.fromCompletionStage(done) : Future.fromCompletionStage(done, context);
    }

    @Override
    public void quit() {
        Thread.ofPlatform().name("tributary-quit").start(quit);
    }

    private void poll() {
        try {
            if (watch != null && watch.hasChanged()) {
                readAnew();
            }
        } catch (RuntimeException e) {
            LOG.error("the targets file {} could not be looked at", file, e);
        }
    }

    /** Gives the problems. */
    private List<String> readAnew() {
        Collector runs = collector;
        if (file == null) {
            return List.of("there is no targets file: the daemon was started without --config.file");
        }
        if (runs == null) {
            return List.of("the daemon is starting");
        }
        if (watch != null) {
            watch.hasChanged();
        }
        try {
            LoadedTargets read = TargetsFile.read(file);
            runs.reload(read.config())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(IN_FORCE_SECONDS, TimeUnit.SECONDS);
            inForce(read);
            LOG.info(
                    "the targets file {} is in force, with {} jobs",
                    file,
                    read.config().jobs().size());
            return List.of();
        } catch (ConfigException e) {
            return refused(e.problems().stream().map(Problem::toString).toList());
        } catch (ExecutionException e) {
            return refused(List.of(file + ": could not be put into force: " + e.getCause()));
        } catch (TimeoutException _) {
            return refused(List.of(file + ": is not in force after " + IN_FORCE_SECONDS + " s"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of("the daemon is stopping");
        }
    }

    private void inForce(LoadedTargets loaded) {
        Instant now = clock.instant();
        running = new Configuration(name(), loaded.shown(), now, null);
        loaded.notes().forEach(note -> LOG.info("{}", note));
        successful.set(1);
        successTime.set(now.toEpochMilli() / 1000.0);
    }

    private List<String> refused(List<String> problems) {
        Configuration before = running;
        running = new Configuration(
                before.file(), before.yaml(), before.loadedAt(), new Refusal(clock.instant(), problems));
        successful.set(0);
        LOG.error("the targets file {} cannot be used; everything goes on as it was", file);
        problems.forEach(problem -> LOG.error("{}", problem));
        return problems;
    }

    private String name() {
        return file == null ? "" : file.toString();
    }
}
