package io.tributary.collector;

import io.tributary.collector.fetch.Body;
import io.tributary.collector.fetch.FailureReason;
import io.tributary.collector.fetch.Fetch;
import io.tributary.collector.fetch.ScrapeException;
import io.tributary.collector.schedule.Backoff;
import io.tributary.collector.schedule.Phase;
import io.tributary.collector.schedule.Ticker;
import io.tributary.collector.schedule.Turns;
import io.tributary.storage.Origin;
import io.tributary.storage.PutResult;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes one series on its ticks. Everything happens on the collector's event loop; only {@link #status} may be asked from
 * anywhere.
 */
final class Scraper {
    private static final Logger LOG = LoggerFactory.getLogger(Scraper.class);

    private final Series series;
    private final Machinery machinery;
    private final Turns turns;
    private final Phase phase;
    private final Ticker ticker;
    private volatile ProfileStatus status;
    private boolean pending;
    private boolean stopped;
    private int failures;
    private Runnable leaveLine = () -> {};
    private @Nullable Fetch fetch;

    /** @param turns of the process it goes to, shared with the process' other series */
    Scraper(Series series, Machinery machinery, Turns turns) {
        this.series = series;
        this.machinery = machinery;
        this.turns = turns;
        this.status = new ProfileStatus(
                series.type(), series.request().url(), series.interval(), Health.UNKNOWN, null, null, 0, "", null);
        this.phase = Phase.of(series.labels(), series.type(), series.interval());
        this.ticker = new Ticker(machinery.vertx(), machinery.clock(), phase, this::due);
    }

    ProfileStatus status() {
        return status;
    }

    void start() {
        ticker.start();
        publish(status.health(), status.lastScrape(), status.lastScrapeDuration(), 0, "");
    }

    /** Cancels what is being fetched; what was fetched is still stored. */
    void stop() {
        stopped = true;
        ticker.stop();
        leaveLine.run();
        publishNext();
        if (fetch != null) {
            fetch.cancel();
        }
    }

    private void due(Instant planned) {
        if (pending) {
            machinery.metrics().skipped(series.job(), series.type(), "overlap");
            publishNext();
            return;
        }
        pending = true;
        publishNext();
        leaveLine = turns.take(series.type(), () -> scrape(planned));
    }

    /** Completes when the target is free again: at the last byte, before it is stored. */
    private Future<?> scrape(Instant planned) {
        Instant begin = machinery.clock().instant();
        if (machinery.budget().isExhausted()) {
            machinery.metrics().skipped(series.job(), series.type(), FailureReason.MEMORY_BUDGET.label());
            end(
                    begin,
                    0,
                    0,
                    new ScrapeException(
                            FailureReason.MEMORY_BUDGET, "skipped: the memory for profiles in flight is used up"));
            return Future.succeededFuture();
        }
        machinery.metrics().begun(series.job(), series.type(), Duration.between(planned, begin));
        long start = System.nanoTime();
        Fetch started = machinery.fetcher().fetch(series.request());
        fetch = started;
        Promise<Void> free = Promise.promise();
        started.body().onComplete(fetched -> {
            fetch = null;
            machinery.metrics().fetched(series.type(), System.nanoTime() - start);
            machinery.metrics().received(series.job(), series.type(), started.received());
            if (fetched.succeeded()) {
                store(fetched.result(), begin, start);
            } else {
                end(begin, System.nanoTime() - start, started.received(), failure(fetched.cause()));
            }
            free.complete();
        });
        return free.future();
    }

    private void store(Body body, Instant begin, long start) {
        int size = body.bytes().length;
        Origin origin = new Origin(series.labels().service(), series.type(), series.labels(), begin.toEpochMilli());
        Future.<PutResult>fromCompletionStage(machinery.ingest().submit(body, origin), machinery.context())
                .onComplete(put -> stored(put, begin, System.nanoTime() - start, size));
    }

    private void stored(AsyncResult<PutResult> put, Instant begin, long nanos, int size) {
        if (put.succeeded()) {
            machinery.metrics().stored(series.job(), series.type());
            end(begin, nanos, size, null);
        } else {
            ScrapeException failure = failure(put.cause());
            machinery.metrics().refused(series.job(), series.type(), failure.reason());
            end(begin, nanos, size, failure);
        }
    }

    private void end(Instant begin, long nanos, long size, @Nullable ScrapeException failure) {
        pending = false;
        Health before = status.health();
        Health after = failure == null ? Health.UP : Health.DOWN;
        String error = failure == null ? "" : failure.reason().label() + ": " + failure.getMessage();
        if (failure != null) {
            machinery.metrics().failed(series.job(), series.type(), failure.reason());
        }
        if (failure != null && failure.reason() == FailureReason.CANCELLED) {
            return;
        }
        count(failure);
        publish(after, begin, Duration.ofNanos(nanos), size, error);
        if (after == Health.DOWN && before != Health.DOWN) {
            LOG.warn("{} of {} cannot be scraped: {}", series.type(), series.labels(), error);
        } else if (after == Health.UP && before == Health.DOWN) {
            LOG.info("{} of {} can be scraped again", series.type(), series.labels());
        }
    }

    /** What fails again and again is asked less often; after a success at once as before. */
    private void count(@Nullable ScrapeException failure) {
        if (failure == null) {
            failures = 0;
        } else if (!failure.reason().isOurs()) {
            failures++;
            ticker.leaveOut(Backoff.intervals(failures, phase) - 1);
        }
    }

    private void publishNext() {
        publish(
                status.health(),
                status.lastScrape(),
                status.lastScrapeDuration(),
                status.lastScrapeBytes(),
                status.lastError());
    }

    private void publish(
            Health health, @Nullable Instant scrape, @Nullable Duration duration, long bytes, String error) {
        status = new ProfileStatus(
                series.type(),
                series.request().url(),
                series.interval(),
                health,
                scrape,
                duration,
                bytes,
                error,
                stopped ? null : ticker.next());
    }

    private static ScrapeException failure(Throwable cause) {
        Throwable inner = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        return inner instanceof ScrapeException known
                ? known
                : new ScrapeException(FailureReason.INTERNAL, inner.getClass().getSimpleName());
    }
}
