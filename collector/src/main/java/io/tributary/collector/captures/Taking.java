package io.tributary.collector.captures;

import io.tributary.collector.captures.Capture.Done;
import io.tributary.collector.captures.Capture.Failed;
import io.tributary.collector.captures.Capture.Progress;
import io.tributary.collector.captures.Capture.Running;
import io.tributary.collector.config.Address;
import io.tributary.collector.config.Defaults;
import io.tributary.collector.fetch.Body;
import io.tributary.collector.fetch.FailureReason;
import io.tributary.collector.fetch.Fetch;
import io.tributary.collector.fetch.ScrapeException;
import io.tributary.collector.ingest.Keeping;
import io.tributary.collector.ingest.Kept;
import io.tributary.storage.Origin;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes one capture: waits for its turn at the process, fetches and stores. It ends exactly once. Event loop only. */
final class Taking {
    private static final double NANOS = 1e9;

    private final CaptureSource source;
    private final CaptureMachinery machinery;
    private final CaptureTargets targets;
    private final Consumer<Taking> changed;
    private Capture capture;
    private Runnable leaveLine = () -> {};
    private @Nullable Fetch fetch;
    private @Nullable Instant begun;

    /**
     * @param targets know the line and the overhead account of the process it goes to
     * @param changed is told whenever it is further
     */
    Taking(
            Capture capture,
            CaptureSource source,
            CaptureMachinery machinery,
            CaptureTargets targets,
            Consumer<Taking> changed) {
        this.capture = capture;
        this.source = source;
        this.machinery = machinery;
        this.targets = targets;
        this.changed = changed;
    }

    Capture capture() {
        return capture;
    }

    boolean isTrace() {
        return Defaults.isTrace(source.type());
    }

    Address address() {
        return source.request().address();
    }

    /** Goes into the line of its process. */
    void begin() {
        leaveLine = targets.turns(address()).takeNext(source.type(), this::take);
    }

    /** What is fetched already is still stored. */
    void cancel() {
        leaveLine.run();
        if (fetch != null) {
            fetch.cancel();
        } else if (begun == null) {
            fail(new ScrapeException(FailureReason.CANCELLED, "the collector is stopping"));
        }
    }

    /** Completes when the target is free again. */
    private Future<?> take() {
        Instant now = now();
        begun = now;
        if (machinery.budget().isExhausted()) {
            fail(new ScrapeException(
                    FailureReason.MEMORY_BUDGET, "skipped: the memory for profiles in flight is used up"));
            return Future.succeededFuture();
        }
        become(new Running(now));
        Promise<Void> free = Promise.promise();
        long start = System.nanoTime();
        Fetch started = machinery.fetcher().fetch(source.request());
        fetch = started;
        started.body().onComplete(fetched -> {
            fetch = null;
            targets.charge(address(), Math.min(source.seconds(), (System.nanoTime() - start) / NANOS));
            if (fetched.succeeded()) {
                keep(fetched.result(), now);
            } else {
                fail(fetched.cause());
            }
            free.complete();
        });
        return free.future();
    }

    private void keep(Body body, Instant from) {
        Instant ended = now();
        Origin origin = new Origin(capture.labels().service(), source.stored(), capture.labels(), from.toEpochMilli());
        Keeping keeping = new Keeping(
                origin, !isTrace(), Duration.ofSeconds(source.seconds()).toNanos(), Annotated.of(capture, ended));
        Future.<Kept>fromCompletionStage(machinery.ingest().keep(body, keeping), machinery.context())
                .onComplete(kept -> {
                    if (kept.succeeded()) {
                        Kept where = kept.result();
                        become(new Done(from, ended, where.bytes(), where.trace(), where.profile()));
                    } else {
                        fail(kept.cause());
                    }
                });
    }

    private void fail(Throwable cause) {
        become(new Failed(begun, now(), ScrapeException.of(cause).shown()));
    }

    private void become(Progress progress) {
        capture = capture.with(progress);
        changed.accept(this);
    }

    /** As the store keeps it. */
    private Instant now() {
        return machinery.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
