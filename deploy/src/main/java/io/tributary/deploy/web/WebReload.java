package io.tributary.deploy.web;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.security.LoadedWebConfig;
import io.tributary.api.security.Sources;
import io.tributary.api.security.WebConfig;
import io.tributary.api.security.WebConfigException;
import io.tributary.api.security.WebConfigFile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web configuration of a running daemon: read anew when it, a certificate, a key or a token's file changes, and when somebody asks.
 * One that cannot be used changes nothing but what is logged and measured. Any thread may call it.
 */
public final class WebReload {
    private static final Logger LOG = LoggerFactory.getLogger(WebReload.class);
    private static final int POLL_SECONDS = 3;
    private static final int IN_FORCE_SECONDS = 30;

    private final Path file;
    private final Function<WebConfig, Future<Void>> server;
    private final InstantSource clock;
    private final Gauge successful;
    private final Gauge successTime;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tributary-web-reload").daemon().factory());
    private volatile Sources sources;

    /**
     * Begins to look at the files.
     *
     * @param loaded what is in force
     * @param server puts another into force
     */
    public WebReload(
            Path file,
            LoadedWebConfig loaded,
            Function<WebConfig, Future<Void>> server,
            PrometheusRegistry registry,
            InstantSource clock) {
        this.file = file;
        this.server = server;
        this.clock = clock;
        this.sources = loaded.sources();
        this.successful = Gauge.builder()
                .name("tributary_web_config_last_reload_successful")
                .help("1 while the web configuration, when it was last read, could be used; else 0.")
                .register(registry);
        this.successTime = Gauge.builder()
                .name("tributary_web_config_last_reload_success_timestamp_seconds")
                .help("When the web configuration that is in force was read, since 1970.")
                .register(registry);
        inForce(loaded);
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(this::poll, POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads it no more. */
    public void close() {
        thread.shutdownNow();
    }

    /** Reads it anew, however it looks; completes when it is in force, with nothing, or with its problems. */
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

    private void poll() {
        try {
            if (sources.haveChanged()) {
                readAnew();
            }
        } catch (RuntimeException e) {
            LOG.error("the web configuration {} could not be looked at", file, e);
        }
    }

    private List<String> readAnew() {
        try {
            LoadedWebConfig loaded = WebConfigFile.read(file);
            sources = loaded.sources();
            server.apply(loaded.config())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(IN_FORCE_SECONDS, TimeUnit.SECONDS);
            inForce(loaded);
            LOG.info("the web configuration {} is in force", file);
            return List.of();
        } catch (WebConfigException e) {
            sources = e.sources();
            return refused(e.problems());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return refused(List.of(file + ": " + cause.getMessage()));
        } catch (TimeoutException _) {
            return refused(List.of(file + ": is not in force after " + IN_FORCE_SECONDS + " s"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of("the daemon is stopping");
        }
    }

    private void inForce(LoadedWebConfig loaded) {
        loaded.notes().forEach(note -> LOG.warn("{}", note));
        successful.set(1);
        successTime.set(clock.millis() / 1000.0);
    }

    private List<String> refused(List<String> problems) {
        successful.set(0);
        LOG.error("the web configuration {} cannot be used; everything goes on as it was", file);
        problems.forEach(problem -> LOG.error("{}", problem));
        return problems;
    }
}
