package io.tributary.deploy.web;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.security.LoadedWebConfig;
import io.tributary.api.security.Sources;
import io.tributary.api.security.WebConfig;
import io.tributary.api.security.WebConfigException;
import io.tributary.api.security.WebConfigFile;
import io.tributary.deploy.reload.FileReload;
import io.tributary.deploy.reload.UnusableFileException;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web configuration of a running daemon: read anew when it, a certificate, a key or a token's file changes, and when somebody asks. */
public final class WebReload {
    private static final Logger LOG = LoggerFactory.getLogger(WebReload.class);
    private static final FileReload.Names NAMES =
            new FileReload.Names("web configuration", "tributary_web_config", "tributary-web-reload");

    private WebReload() {}

    /**
     * Begins to look at the files.
     *
     * @param loaded what is in force
     * @param server puts another into force
     */
    public static FileReload<LoadedWebConfig> begin(
            Path file,
            LoadedWebConfig loaded,
            Function<WebConfig, Future<Void>> server,
            PrometheusRegistry registry,
            InstantSource clock) {
        Source source = new Source(file, loaded.sources(), server);
        source.note(loaded);
        FileReload<LoadedWebConfig> reload = new FileReload<>(NAMES, registry, clock);
        reload.begin(source);
        return reload;
    }

    private static final class Source implements FileReload.Source<LoadedWebConfig> {
        private final Path file;
        private final Function<WebConfig, Future<Void>> server;
        private volatile Sources sources;

        Source(Path file, Sources sources, Function<WebConfig, Future<Void>> server) {
            this.file = file;
            this.server = server;
            this.sources = sources;
        }

        @Override
        public String path() {
            return file.toString();
        }

        @Override
        public boolean hasChanged() {
            return sources.haveChanged();
        }

        @Override
        public LoadedWebConfig read() throws UnusableFileException {
            try {
                LoadedWebConfig loaded = WebConfigFile.read(file);
                sources = loaded.sources();
                return loaded;
            } catch (WebConfigException e) {
                sources = e.sources();
                throw new UnusableFileException(e.problems(), e);
            }
        }

        @Override
        public Future<Void> putIntoForce(LoadedWebConfig read) {
            return server.apply(read.config());
        }

        @Override
        public void inForce(LoadedWebConfig read) {
            note(read);
            LOG.info("the web configuration {} is in force", file);
        }

        void note(LoadedWebConfig loaded) {
            loaded.notes().forEach(note -> LOG.warn("{}", note));
        }

        @Override
        public void refused(List<String> problems) {
            // Nobody shows them.
        }
    }
}
