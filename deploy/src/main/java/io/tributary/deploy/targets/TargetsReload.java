package io.tributary.deploy.targets;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.status.Lifecycle;
import io.tributary.collector.Collector;
import io.tributary.collector.config.ConfigException;
import io.tributary.collector.config.LoadedTargets;
import io.tributary.collector.config.Problem;
import io.tributary.collector.config.TargetsFile;
import io.tributary.deploy.reload.FileReload;
import io.tributary.deploy.reload.UnusableFileException;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The targets file of a running daemon: read anew when it changes, and when somebody asks, on the thread {@code tributary-reload}.
 * Without a file it shows what runs, and that is all. Any thread may call it.
 */
public final class TargetsReload implements Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TargetsReload.class);
    private static final FileReload.Names NAMES =
            new FileReload.Names("targets file", "tributary_config", "tributary-reload");

    private final @Nullable Path file;
    private final boolean enabled;
    private final Runnable quit;
    private final InstantSource clock;
    private final FileReload<LoadedTargets> reload;
    private final @Nullable FileWatch watch;
    private volatile Configuration running;

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
        this.running = new Configuration(file == null ? "" : file.toString(), "", clock.instant(), null);
        this.reload = new FileReload<>(NAMES, registry, clock);
        this.watch = file == null ? null : new FileWatch(file);
        if (watch != null) {
            watch.hasChanged();
        }
    }

    /** What runs from now on, and what a file is put into force with. To be called once. */
    public void begin(LoadedTargets loaded, Collector runs) {
        show(loaded);
        if (file == null || watch == null) {
            reload.beginWithoutFile();
        } else {
            reload.begin(new Source(file, watch, runs));
        }
    }

    /** Reads it no more. */
    public void close() {
        reload.close();
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
        return file == null
                ? Future.succeededFuture(
                        List.of("there is no targets file: the daemon was started without --config.file"))
                : reload.reload();
    }

    @Override
    public void quit() {
        Thread.ofPlatform().name("tributary-quit").start(quit);
    }

    private void show(LoadedTargets loaded) {
        running = new Configuration(running.file(), loaded.shown(), clock.instant(), null);
        loaded.notes().forEach(note -> LOG.info("{}", note));
    }

    private final class Source implements FileReload.Source<LoadedTargets> {
        private final Path path;
        private final FileWatch changes;
        private final Collector collector;

        Source(Path path, FileWatch changes, Collector collector) {
            this.path = path;
            this.changes = changes;
            this.collector = collector;
        }

        @Override
        public String path() {
            return path.toString();
        }

        @Override
        public boolean hasChanged() {
            return changes.hasChanged();
        }

        @Override
        public LoadedTargets read() throws UnusableFileException {
            // What is read now is no change any more.
            changes.hasChanged();
            try {
                return TargetsFile.read(path);
            } catch (ConfigException e) {
                throw new UnusableFileException(
                        e.problems().stream().map(Problem::toString).toList(), e);
            }
        }

        @Override
        public Future<Void> putIntoForce(LoadedTargets read) {
            return collector
                    .reload(read.config())
                    .recover(failure -> Future.failedFuture(
                            new IllegalStateException("could not be put into force: " + failure, failure)));
        }

        @Override
        public void inForce(LoadedTargets read) {
            show(read);
            LOG.info(
                    "the targets file {} is in force, with {} jobs",
                    path,
                    read.config().jobs().size());
        }

        @Override
        public void refused(List<String> problems) {
            Configuration before = running;
            running = new Configuration(
                    before.file(), before.yaml(), before.loadedAt(), new Refusal(clock.instant(), problems));
        }
    }
}
