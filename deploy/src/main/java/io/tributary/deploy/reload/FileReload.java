package io.tributary.deploy.reload;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
 * A file of a running daemon: read anew when it changes, and when somebody asks. One that cannot be used changes nothing but what is
 * logged, shown and measured. Owns the thread on which it is read; any thread may call it.
 *
 * @param <T> what the file says
 */
public final class FileReload<T> {
    private static final Logger LOG = LoggerFactory.getLogger(FileReload.class);
    private static final int POLL_SECONDS = 3;
    private static final int IN_FORCE_SECONDS = 30;

    /**
     * What it is called.
     *
     * @param file for people: {@code targets file}
     * @param metrics what the metrics' names begin with
     * @param thread where it is read
     */
    public record Names(String file, String metrics, String thread) {}

    /** The file, and what it is for. Called on the thread where it is read. */
    public interface Source<T> {
        /** Where it lies. */
        String path();

        /** Whether it says something else than when it was last read, or looked at by this. */
        boolean hasChanged();

        /**
         * Reads it.
         *
         * @throws UnusableFileException with its problems
         */
        T read() throws UnusableFileException;

        /** Begins to put it into force; a failure's message says why that cannot be. */
        Future<Void> putIntoForce(T read);

        /** It is in force now, which is to be shown and logged. */
        void inForce(T read);

        /** It was not taken; what is in force stays so. That is logged already. */
        void refused(List<String> problems);
    }

    private final Names names;
    private final InstantSource clock;
    private final Gauge successful;
    private final Gauge successTime;
    private final ScheduledExecutorService thread;
    private volatile @Nullable Source<T> source;

    public FileReload(Names names, PrometheusRegistry registry, InstantSource clock) {
        this.names = names;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(names.thread()).daemon().factory());
        this.successful = Gauge.builder()
                .name(names.metrics() + "_last_reload_successful")
                .help("1 while the " + names.file() + ", when it was last read, could be used; else 0.")
                .register(registry);
        this.successTime = Gauge.builder()
                .name(names.metrics() + "_last_reload_success_timestamp_seconds")
                .help("When the " + names.file() + " that is in force was read, since 1970.")
                .register(registry);
    }

    /** What a file says is in force, and the file is looked at from now on. To be called once. */
    public void begin(Source<T> file) {
        inForce();
        source = file;
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(() -> poll(file), POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
    }

    /** Something else than a file is in force. */
    public void beginWithoutFile() {
        inForce();
    }

    /** Reads it no more. */
    public void close() {
        thread.shutdownNow();
    }

    /**
     * Reads it anew, however it looks; completes when it is in force, with nothing, or with its problems.
     *
     * @return completes on the caller's context, where there is one
     */
    public Future<List<String>> reload() {
        Source<T> file = source;
        if (file == null) {
            return Future.succeededFuture(List.of("the daemon is starting"));
        }
        CompletableFuture<List<String>> done;
        try {
            done = CompletableFuture.supplyAsync(() -> readAnew(file), thread);
        } catch (RejectedExecutionException _) {
            done = CompletableFuture.completedFuture(List.of("the daemon is stopping"));
        }
        Context context = Vertx.currentContext();
        Future<List<String>> reading =
                context == null ? Future.fromCompletionStage(done) : Future.fromCompletionStage(done, context);
        return reading.onFailure(
                failure -> LOG.error("the {} {} could not be read", names.file(), file.path(), failure));
    }

    private void poll(Source<T> file) {
        try {
            if (file.hasChanged()) {
                readAnew(file);
            }
        } catch (RuntimeException e) {
            LOG.error("the {} {} could not be looked at", names.file(), file.path(), e);
        }
    }

    private List<String> readAnew(Source<T> file) {
        try {
            T read = file.read();
            file.putIntoForce(read).toCompletionStage().toCompletableFuture().get(IN_FORCE_SECONDS, TimeUnit.SECONDS);
            inForce();
            file.inForce(read);
            return List.of();
        } catch (UnusableFileException e) {
            return refused(file, e.problems());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return refused(file, List.of(file.path() + ": " + cause.getMessage()));
        } catch (TimeoutException _) {
            return refused(file, List.of(file.path() + ": is not in force after " + IN_FORCE_SECONDS + " s"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of("the daemon is stopping");
        } catch (RuntimeException e) {
            successful.set(0);
            throw e;
        }
    }

    private void inForce() {
        successful.set(1);
        successTime.set(clock.millis() / 1000.0);
    }

    private List<String> refused(Source<T> file, List<String> problems) {
        successful.set(0);
        LOG.error("the {} {} cannot be used; everything goes on as it was", names.file(), file.path());
        problems.forEach(problem -> LOG.error("{}", problem));
        file.refused(problems);
        return problems;
    }
}
