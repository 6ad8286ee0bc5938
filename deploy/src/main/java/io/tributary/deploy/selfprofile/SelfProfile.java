package io.tributary.deploy.selfprofile;

import io.tributary.api.RouteMount;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.PprofEncoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /debug/pprof} of this process: {@code profile?seconds=N} (CPU), {@code heap} and {@code allocs} (allocations since the first
 * request for them), {@code threads}. As with Go, one CPU profile at a time: a second one is answered 500. One that the end of the
 * process cuts off is answered 503. Errors are plain text.
 */
public final class SelfProfile implements RouteMount, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelfProfile.class);
    private static final String PATH = "/debug/pprof/";
    private static final int DEFAULT_SECONDS = 30;
    /** The server closes a connection on which nothing is said for two minutes. */
    private static final int MAX_SECONDS = 100;

    private static final int GZIP_LEVEL = 1;
    private static final String INDEX = """
            Tributary's own profiles

            profile?seconds=N   CPU time, for N seconds (1 to %d, %d when not said)
            heap, allocs        bytes allocated since the first request for them
            threads             what each platform thread is at
            """.formatted(MAX_SECONDS, DEFAULT_SECONDS);

    private final WorkerExecutor workers;
    private final AtomicBoolean cpuUnderWay = new AtomicBoolean();
    private final AllocationProfile allocations = new AllocationProfile();

    /** Starts nothing: what is not asked for costs nothing. */
    public SelfProfile(Vertx vertx) {
        this.workers =
                vertx.createSharedWorkerExecutor("tributary-self-profile", 2, MAX_SECONDS + 60, TimeUnit.SECONDS);
    }

    @Override
    public void mount(Router router) {
        router.get("/debug/pprof").handler(context -> text(context, 200, INDEX));
        router.get(PATH).handler(context -> text(context, 200, INDEX));
        router.get(PATH + "profile").handler(this::cpu);
        router.get(PATH + "heap").handler(context -> answer(context, "heap", allocations::now));
        router.get(PATH + "allocs").handler(context -> answer(context, "allocs", allocations::now));
        router.get(PATH + "threads").handler(context -> answer(context, "threads", ThreadProfile::now));
        router.get(PATH + ":name").handler(context -> text(context, 404, "Unknown profile\n"));
    }

    private void cpu(RoutingContext context) {
        int seconds;
        try {
            seconds = seconds(context.request().getParam("seconds", ""));
        } catch (NumberFormatException e) {
            text(context, 400, "seconds has to be a whole number from 1 to " + MAX_SECONDS + "\n");
            return;
        }
        if (!cpuUnderWay.compareAndSet(false, true)) {
            text(context, 500, "Could not enable CPU profiling: another profile is under way, try again later\n");
            return;
        }
        CountDownLatch gone = new CountDownLatch(1);
        context.addEndHandler(_ -> gone.countDown());
        answer(context, "profile", () -> {
            try {
                return new CpuProfile().record(Duration.ofSeconds(seconds), gone);
            } finally {
                cpuUnderWay.set(false);
            }
        });
    }

    private static int seconds(String text) {
        int seconds = text.isEmpty() ? DEFAULT_SECONDS : Integer.parseInt(text);
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new NumberFormatException("out of range");
        }
        return seconds;
    }

    private void answer(RoutingContext context, String name, Callable<Profile> profile) {
        Future<Buffer> encoded =
                workers.executeBlocking(() -> Buffer.buffer(PprofEncoder.encode(profile.call(), GZIP_LEVEL)), false);
        encoded.onSuccess(body -> {
                    HttpServerResponse response = context.response();
                    if (!response.ended() && !response.closed()) {
                        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                                .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
                                .end(body);
                    }
                })
                .onFailure(failure -> {
                    if (failure instanceof RecordingEndedException) {
                        text(context, 503, "The recording was ended before its time, as it is when the process ends\n");
                        return;
                    }
                    LOG.warn("no {} of this process", name, failure);
                    text(context, 500, "Could not take the profile, see the log\n");
                });
    }

    private static void text(RoutingContext context, int status, String text) {
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .end(text);
        }
    }

    @Override
    public void close() {
        allocations.close();
        workers.close();
    }
}
