package io.tributary.deploy;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.ApiOptions;
import io.tributary.api.ApiServer;
import io.tributary.api.ApiSources;
import io.tributary.api.ListenException;
import io.tributary.api.WebOptions;
import io.tributary.api.admin.AdminOptions;
import io.tributary.api.security.LoadedWebConfig;
import io.tributary.api.security.WebConfig;
import io.tributary.api.status.Startup;
import io.tributary.collector.Collector;
import io.tributary.collector.CollectorOptions;
import io.tributary.collector.config.LoadedTargets;
import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.deploy.cli.ListenAddress;
import io.tributary.deploy.cli.RunSettings;
import io.tributary.deploy.cli.Version;
import io.tributary.deploy.reload.FileReload;
import io.tributary.deploy.selfprofile.SelfProfile;
import io.tributary.deploy.targets.CollectorCaptures;
import io.tributary.deploy.targets.CollectorScrapes;
import io.tributary.deploy.targets.CollectorTargets;
import io.tributary.deploy.targets.Targets;
import io.tributary.deploy.targets.TargetsReload;
import io.tributary.deploy.web.ListenWarnings;
import io.tributary.deploy.web.SelfAccess;
import io.tributary.deploy.web.WebConfigs;
import io.tributary.deploy.web.WebReload;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.StoreOpenException;
import io.tributary.storage.rocksdb.RocksStore;
import io.tributary.storage.rocksdb.RocksStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything, put together. Started once and stopped once, from any thread. */
public final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final Duration START_DEADLINE = Duration.ofSeconds(30);
    /** For all parts together: leaves a second of {@link Termination#BOUND} to the store, whose end is not cut short. */
    private static final Duration STOP_BUDGET = Termination.BOUND.minusSeconds(1);
    /** Short enough that the API's server and then its pools, each with this grace, end within the budget. */
    private static final Duration API_STOP_GRACE = Duration.ofSeconds(1);

    private final RunSettings settings;
    private final InstantSource clock;
    private final Parts parts = new Parts();
    private volatile @Nullable Reloads reloading;

    public Daemon(RunSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Starts everything; when it returns, the daemon is ready.
     *
     * @return the port that is listened on
     * @throws CommandException when something could not be opened; {@link #stop} is still to be called
     */
    public synchronized int start() throws CommandException {
        Startup startup = new Startup(clock.instant(), Version.text(), settings.flags(), RocksStore.FORMAT);
        Path file = settings.configFile();
        PrometheusRegistry registry = registry();
        TargetsReload reload =
                new TargetsReload(file, settings.lifecycle(), () -> System.exit(ExitCode.DONE), registry, clock);
        LoadedTargets configured = file == null ? null : Targets.load(file);
        Path webFile = settings.web().configFile();
        LoadedWebConfig loadedWeb = webFile == null ? null : WebConfigs.load(webFile);
        WebConfig web = loadedWeb == null ? WebConfig.NONE : loadedWeb.config();
        Reloads reloads = new Reloads(reload, file != null);
        reloading = reloads;

        Vertx vertx = vertx();
        parts.add("event loops", vertx::close);

        SelfProfile selfProfile = new SelfProfile(vertx);
        parts.add("self-profiler", () -> ended(selfProfile::close));

        ProfileStore store = openStore();
        parts.add("store", () -> ended(store::close));

        CollectorTargets targets = new CollectorTargets();
        CollectorScrapes scrapes = new CollectorScrapes();
        CollectorCaptures captures = new CollectorCaptures();
        ApiServer api = new ApiServer(
                vertx,
                apiOptions(web),
                store,
                new ApiSources(targets, scrapes, captures, reloads, startup),
                registry,
                List.of(selfProfile),
                clock);
        parts.add("API", api::stop);
        ListenAddress listening = new ListenAddress(settings.listenAddress().host(), listened(api.start()));

        if (webFile != null && loadedWeb != null) {
            FileReload<LoadedWebConfig> webReload =
                    WebReload.begin(webFile, loadedWeb, config -> secure(api, config), registry, clock);
            parts.add("web configuration", () -> ended(webReload::close));
            reloads.add(webReload);
        }

        LoadedTargets loaded = configured == null ? self(vertx, selfProfile, listening) : configured;
        Collector collector = new Collector(vertx, loaded.config(), store, registry, CollectorOptions.DEFAULT, clock);
        parts.addBeside("collector", collector::stop);
        targets.show(collector);
        scrapes.show(collector);
        collector.start();
        captures.show(collector);
        reload.begin(loaded, collector);
        parts.add("reload", () -> ended(reload::close));

        api.ready(true);
        ListenWarnings.of(settings.listenAddress(), web).ifPresent(LOG::warn);
        LOG.info("listening on {}://{}", web.tls() == null ? "http" : "https", listening);
        return listening.port();
    }

    private Future<Void> secure(ApiServer api, WebConfig config) {
        return api.secure(config)
                .onSuccess(
                        _ -> ListenWarnings.of(settings.listenAddress(), config).ifPresent(LOG::warn));
    }

    /** Its own target: by the front door, or by one of its own where a web configuration may lock that, today or once it is changed. */
    private LoadedTargets self(Vertx vertx, SelfProfile profiles, ListenAddress listening) throws CommandException {
        if (settings.web().configFile() == null) {
            return Targets.self(listening, Version.text());
        }
        SelfAccess access = new SelfAccess();
        ListenAddress inside = new ListenAddress(access.host(), listened(access.listen(vertx, profiles)));
        return Targets.self(listening, inside, access.token(), Version.text());
    }

    /** Reads the targets file and the web configuration anew, and logs what is wrong with them. Any thread; does not wait. */
    public void reload() {
        Reloads reload = reloading;
        if (reload != null) {
            reload.reload();
        }
    }

    private static PrometheusRegistry registry() {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(new LazyJvmMetrics());
        Info.builder()
                .name("tributary_build_info")
                .help("Which Tributary this is, and on which Java.")
                .labelNames("version", "java")
                .register(registry)
                .addLabelValues(Version.text(), Runtime.version().toString());
        return registry;
    }

    private static Vertx vertx() {
        // Vert.x' copies of class path files in the temporary folder: nothing here serves files, and the folder may be
        // read-only.
        FileSystemOptions files =
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        return Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
    }

    private ProfileStore openStore() throws CommandException {
        try {
            return RocksStore.open(settings.storagePath(), RocksStoreOptions.DEFAULT.with(settings.retention()));
        } catch (StoreOpenException e) {
            throw notOpened("--storage.path: " + e.getMessage(), e);
        }
    }

    private ApiOptions apiOptions(WebConfig web) {
        ListenAddress address = settings.listenAddress();
        ApiOptions defaults = ApiOptions.of(address.host(), address.port());
        return new ApiOptions(
                address.host(),
                address.port(),
                defaults.queryThreads(),
                defaults.queryQueue(),
                defaults.queryDeadline(),
                defaults.idleTimeout(),
                API_STOP_GRACE,
                new WebOptions(
                        web,
                        settings.web().cors(),
                        new AdminOptions(
                                settings.web().adminApi(),
                                settings.storagePath().resolve(RocksStore.SNAPSHOTS))));
    }

    private static int listened(Future<Integer> listening) throws CommandException {
        try {
            return await(listening, START_DEADLINE);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ListenException refused) {
                throw notOpened(String.valueOf(refused.getMessage()), refused);
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw notOpened("cannot listen: no answer within " + START_DEADLINE.toSeconds() + " s; try again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    /** Ends what runs, the store within {@link Termination#BOUND} whatever hangs. Does nothing the second time. */
    public synchronized void stop() {
        parts.end(STOP_BUDGET);
    }

    private static Future<?> ended(Runnable close) {
        close.run();
        return Future.succeededFuture();
    }

    private static CommandException notOpened(String problem, Exception cause) {
        return new CommandException(ExitCode.NOT_OPENED, List.of(problem), cause);
    }

    private static <T> T await(Future<T> future, Duration deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }
}
