package io.tributary.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.admin.Administration;
import io.tributary.api.cache.AnswerCache;
import io.tributary.api.cache.CachedAnswers;
import io.tributary.api.captures.AlertsWebhook;
import io.tributary.api.captures.CaptureQueries;
import io.tributary.api.http.ByteBudget;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Endpoints;
import io.tributary.api.http.InvalidRequests;
import io.tributary.api.http.WellFormed;
import io.tributary.api.pgo.PgoQueries;
import io.tributary.api.pgo.effect.EffectQueries;
import io.tributary.api.query.Catalogue;
import io.tributary.api.query.DiffQueries;
import io.tributary.api.query.LabelQueries;
import io.tributary.api.query.ListQueries;
import io.tributary.api.query.MergeQueries;
import io.tributary.api.query.Merger;
import io.tributary.api.query.ProfileDownload;
import io.tributary.api.query.SteppedClock;
import io.tributary.api.scrapes.ScrapeQueries;
import io.tributary.api.security.HttpServers;
import io.tributary.api.security.WebAccess;
import io.tributary.api.security.WebConfig;
import io.tributary.api.series.SeriesQueries;
import io.tributary.api.status.HealthPages;
import io.tributary.api.status.LifecyclePages;
import io.tributary.api.status.MetricsPage;
import io.tributary.api.status.OpenApiPage;
import io.tributary.api.status.PoolMetrics;
import io.tributary.api.status.RuntimePages;
import io.tributary.api.status.StoragePage;
import io.tributary.api.status.StoreMetrics;
import io.tributary.api.status.TargetsPage;
import io.tributary.api.traces.TraceDownloads;
import io.tributary.api.traces.TraceQueries;
import io.tributary.api.upload.ProfileUploads;
import io.tributary.api.web.WebPages;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.ProfileStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tributary's HTTP server. Made and started once; owns its worker pools, but neither Vert.x nor the store, which must
 * outlive {@link #stop()}.
 */
public final class ApiServer {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final int URL_BYTES = 16 * 1024;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final Duration METRICS_DEADLINE = Duration.ofSeconds(10);
    /** A sixteenth of the memory, and not more than answers of a busy hour take. */
    private static final long CACHE_BYTES =
            Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

    /** Each takes a moment: a whole page of them is no overload. */
    private static final int TAG_QUEUE = 256;

    private static final Duration NOW_STEP = Duration.ofSeconds(5);
    /** Of profiles that are sent and not stored yet: two of the largest, or some hundreds as programs make them. */
    private static final long UPLOAD_BYTES = 64L << 20;
    /** Of profiles that are sent to be held against the fleet: as much. */
    private static final long CHECK_BYTES = 64L << 20;

    /** Below the idle timeout; what takes longer goes on, and its client learns of it by asking. */
    private static final Duration ADMIN_DEADLINE = Duration.ofSeconds(100);

    private static final int UPLOAD_QUEUE = 256;
    private static final Duration PASSWORD_DEADLINE = Duration.ofSeconds(10);
    private static final Duration PGO_REFRESH = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final ApiOptions options;
    private final List<RouteMount> mounts;
    private final PrometheusRegistry registry;
    private final List<WorkerPool> pools = new ArrayList<>();
    private final WorkerPool queryPool;
    private final WorkerPool codingPool;
    private final WebAccess access;
    private final List<Endpoint> endpoints;
    private final PgoQueries pgo;
    private volatile boolean ready;
    private volatile long pgoTimer = -1;
    private @Nullable HttpServer server;

    /**
     * @param sources what it asks of the daemon besides the store
     * @param registry where this server's and the store's metrics are registered; what else is in it is served too
     * @param mounts routes of others on the same router
     * @param clock what {@code now} means in a question
     */
    public ApiServer(
            Vertx vertx,
            ApiOptions options,
            ProfileStore store,
            ApiSources sources,
            PrometheusRegistry registry,
            List<RouteMount> mounts,
            InstantSource clock) {
        this.vertx = vertx;
        this.options = options;
        this.mounts = List.copyOf(mounts);
        this.registry = registry;
        this.queryPool = pool("tributary-query", options.queryThreads(), options.queryQueue(), options.queryDeadline());
        this.codingPool = pool("tributary-coding", 1, 64, options.queryDeadline());
        this.access = new WebAccess(options.web().config(), pool("tributary-passwords", 1, 32, PASSWORD_DEADLINE));
        PoolMetrics.register(queryPool, registry);
        new StoreMetrics(store, clock, registry).register();
        Catalogue catalogue = new Catalogue(store);
        Merger merger = new Merger(store, registry);
        this.pgo = new PgoQueries(store, queryPool, clock, catalogue, merger, new ByteBudget(CHECK_BYTES), registry);
        this.endpoints = endpoints(store, sources, clock, catalogue, merger);
    }

    /** One that ends with the server. */
    private WorkerPool pool(String name, int threads, int queueCapacity, Duration deadline) {
        WorkerPool pool = new WorkerPool(vertx, name, threads, queueCapacity, deadline);
        pools.add(pool);
        return pool;
    }

    private List<Endpoint> endpoints(
            ProfileStore store, ApiSources sources, InstantSource clock, Catalogue catalogue, Merger merger) {
        Duration deadline = options.queryDeadline();
        WorkerPool tagPool = pool("tributary-tags", 2, TAG_QUEUE, deadline);
        WorkerPool tracePool = pool("tributary-traces", 2, 4 * TraceDownloads.MOST, deadline);
        WorkerPool uploadPool = pool("tributary-uploads", 1, UPLOAD_QUEUE, deadline);
        WorkerPool adminPool = pool("tributary-admin", 2, 8, ADMIN_DEADLINE);
        WorkerPool metricsPool = pool("tributary-metrics", 1, 8, METRICS_DEADLINE);
        CachedAnswers answers = new CachedAnswers(store, tagPool, queryPool, new AnswerCache(CACHE_BYTES, registry));
        InstantSource steps = new SteppedClock(clock, NOW_STEP);
        TraceDownloads downloads = new TraceDownloads(store::traces, tracePool);
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new ListQueries(store, queryPool, clock, catalogue).endpoints());
        all.addAll(new Administration(store, options.web().admin(), adminPool, clock).endpoints());
        all.add(new ProfileDownload(store, queryPool).endpoint());
        all.add(new MergeQueries(store, answers, steps, catalogue, merger).endpoint());
        all.add(new DiffQueries(answers, steps, catalogue, merger).endpoint());
        all.addAll(new LabelQueries(store, answers, steps, catalogue).endpoints());
        all.add(new SeriesQueries(store, answers, steps, catalogue).endpoint());
        all.addAll(pgo.endpoints());
        all.add(new EffectQueries(store, queryPool, clock, catalogue).endpoint());
        all.add(new ProfileUploads(store, uploadPool, clock, new ByteBudget(UPLOAD_BYTES), registry).endpoint());
        all.addAll(new TraceQueries(store::traces, queryPool, clock, catalogue, downloads).endpoints());
        all.addAll(new CaptureQueries(sources.captures(), queryPool, downloads).endpoints());
        all.add(new AlertsWebhook(sources.captures()).endpoint());
        all.add(new TargetsPage(sources.targets()).endpoint());
        all.add(new ScrapeQueries(sources.scrapes(), queryPool, clock).endpoint());
        all.addAll(new LifecyclePages(sources.lifecycle()).endpoints());
        all.addAll(new RuntimePages(sources.startup(), sources.lifecycle(), metricsPool, clock).endpoints());
        all.add(new StoragePage(store, metricsPool).endpoint());
        all.add(new MetricsPage(registry, metricsPool).endpoint());
        all.addAll(new HealthPages(() -> ready).endpoints());
        all.add(new OpenApiPage().endpoint());
        all.addAll(new WebPages(codingPool).endpoints());
        return List.copyOf(all);
    }

    /** Every route of the API itself, for tests of the OpenAPI document. */
    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** Says on {@code /-/ready} whether the daemon does its work; false until it is called. */
    public void ready(boolean isReady) {
        ready = isReady;
    }

    /**
     * Listens.
     *
     * @return the port; fails with a {@link ListenException} when the address cannot be had
     */
    public Future<Integer> start() {
        Router router = Router.router(vertx);
        Endpoints routes = new Endpoints(
                router,
                registry,
                isLoopback(options.host()),
                options.web().cors(),
                access,
                options.queryDeadline(),
                codingPool);
        routes.add(endpoints);
        mounts.forEach(mount -> mount.mount(router));
        routes.close(endpoints);
        HttpServer http = HttpServers.of(vertx, serverOptions(), options.web().config())
                .requestHandler(new WellFormed(router))
                .invalidRequestHandler(new InvalidRequests(URL_BYTES, HEADER_BYTES))
                .exceptionHandler(failure -> LOG.debug("a connection broke", failure));
        server = http;
        return http.listen(options.port(), options.host())
                .map(listening -> {
                    pgoTimer = vertx.setPeriodic(PGO_REFRESH.toMillis(), _ -> pgo.refresh());
                    return listening.actualPort();
                })
                .recover(failure -> Future.failedFuture(explain(failure)));
    }

    /**
     * Puts another web configuration into force, for new connections and the next requests; connections that are there stay.
     *
     * @return fails where that cannot be; with an {@link IllegalArgumentException} that says what cannot be changed while the
     *     server runs
     */
    public Future<Void> secure(WebConfig config) {
        HttpServer http = server;
        if (http == null) {
            return Future.failedFuture(new IllegalStateException("not started"));
        }
        return HttpServers.update(http, options.web().config(), config).compose(_ -> {
            access.use(config);
            return Future.succeededFuture();
        });
    }

    private HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(URL_BYTES)
                .setMaxHeaderSize(HEADER_BYTES)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(options.idleTimeout().toMillis()))
                .setHttp2ClearTextEnabled(false);
    }

    /**
     * Stops listening, lets questions that run finish within the grace, then ends the worker threads. When the future
     * succeeds nothing uses the store any more.
     */
    public Future<Void> stop() {
        ready = false;
        vertx.cancelTimer(pgoTimer);
        HttpServer http = server;
        Future<Void> closed = http == null ? Future.succeededFuture() : http.shutdown(options.stopGrace());
        return closed.eventually(() -> Future.join(
                pools.stream().map(pool -> pool.close(options.stopGrace())).toList()));
    }

    private ListenException explain(Throwable failure) {
        String address = bracketed(options.host()) + ":" + options.port();
        if (failure instanceof BindException
                && String.valueOf(failure.getMessage()).contains("in use")) {
            return new ListenException(
                    "cannot listen on " + address
                            + ": the port is in use; stop what uses it (ss -ltnp shows it) or choose"
                            + " another with --web.listen-address",
                    failure);
        }
        return new ListenException(
                "cannot listen on " + address + ": " + failure.getMessage()
                        + "; choose an address of this machine and a port you may use with --web.listen-address",
                failure);
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static boolean isLoopback(String host) {
        InetAddress address = resolve(host);
        return address != null && address.isLoopbackAddress();
    }

    private static @Nullable InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException _) {
            return null;
        }
    }
}
