package io.tributary.collector;

import io.tributary.collector.config.Defaults;
import io.tributary.collector.fetch.Body;
import io.tributary.collector.fetch.FailureReason;
import io.tributary.collector.fetch.Fetch;
import io.tributary.collector.fetch.ScrapeException;
import io.tributary.collector.goroutines.GoMetrics;
import io.tributary.collector.goroutines.GoroutineCount;
import io.tributary.collector.goroutines.GoroutineWatch;
import io.tributary.collector.ingest.Ingest;
import io.tributary.collector.ingest.Keeping;
import io.tributary.collector.schedule.Backoff;
import io.tributary.collector.schedule.OverheadAccount;
import io.tributary.collector.schedule.Phase;
import io.tributary.collector.schedule.Rotation;
import io.tributary.collector.schedule.Ticker;
import io.tributary.collector.schedule.Turns;
import io.tributary.storage.Origin;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes one series on its ticks. Everything happens on the collector's event loop; only {@link #status} may be asked from
 * anywhere.
 */
final class Scraper {
    private static final Logger LOG = LoggerFactory.getLogger(Scraper.class);
    private static final double NANOS = 1e9;

    private final Series series;
    private final Machinery machinery;
    private final Turns turns;
    private final OverheadAccount overhead;
    private final String url;
    private final Phase everyInterval;
    private final Ticker ticker;
    /** Null where its series does not tell how many there are. */
    private final @Nullable CountedGoroutines goroutines;

    private volatile ProfileStatus status;
    private Rotation rotation;
    private Phase phase;
    private boolean pending;
    /** Of a timed profile that was due while the one before was still running: it follows at once. */
    private @Nullable Instant following;

    private boolean stopped;
    private int failures;
    private Runnable leaveLine = () -> {};
    private @Nullable Fetch fetch;

    /**
     * @param everyInterval where it lies where every interval is its turn
     * @param turns of the process it goes to, shared with the process' other series
     * @param overhead of the same
     */
    Scraper(
            Series series,
            Phase everyInterval,
            Rotation rotation,
            Machinery machinery,
            Turns turns,
            OverheadAccount overhead) {
        this.series = series;
        this.machinery = machinery;
        this.turns = turns;
        this.overhead = overhead;
        this.goroutines = series.isMetrics() || series.isGoroutines() ? new CountedGoroutines(series, machinery) : null;
        this.url = series.request().url();
        this.status =
                new ProfileStatus(series.type(), url, series.interval(), Health.UNKNOWN, null, null, 0, "", null, null);
        this.everyInterval = everyInterval;
        this.rotation = rotation;
        this.phase = everyInterval.in(rotation);
        this.ticker = new Ticker(machinery.vertx(), machinery.clock(), phase, this::due);
    }

    ProfileStatus status() {
        return status;
    }

    /** From now on it has its turn in these intervals; nothing of its history is lost. */
    void become(Rotation next) {
        if (!next.equals(rotation)) {
            rotation = next;
            phase = everyInterval.in(next);
            ticker.become(phase);
            publishNext();
        }
    }

    /** How many its target had last; negative where it does not count them. Any thread. */
    long goroutines() {
        return goroutines == null ? GoroutineWatch.UNKNOWN : goroutines.last();
    }

    /** @param round over which the newcomers' first scrapes are spread */
    void start(Duration round) {
        ticker.start(round);
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
        if (rotation.turns() > 1) {
            machinery.metrics().leftToOthers(series.job(), series.type(), rotation.turns() - 1);
        }
        if (!pending) {
            line(planned);
        } else if (series.seconds() > 0 && following == null) {
            following = planned;
        } else {
            skipped("overlap");
        }
        publishNext();
    }

    private void line(Instant planned) {
        pending = true;
        leaveLine = turns.take(series.type(), () -> scrape(planned));
    }

    /** Completes when the target is free again: at the last byte, before it is stored. */
    private Future<?> scrape(Instant planned) {
        Instant begin = machinery.clock().instant();
        if (machinery.budget().isExhausted()) {
            skipped(FailureReason.MEMORY_BUDGET.label());
            end(
                    begin,
                    0,
                    0,
                    new ScrapeException(
                            FailureReason.MEMORY_BUDGET, "skipped: the memory for profiles in flight is used up"));
            return Future.succeededFuture();
        }
        int seconds = series.seconds(Duration.between(begin, ticker.next()));
        if (seconds > 0 && !overhead.take(seconds, begin)) {
            skipped("overhead_budget");
            over(false);
            publishNext();
            return Future.succeededFuture();
        }
        machinery.metrics().begun(series.job(), series.type(), Duration.between(planned, begin));
        long start = System.nanoTime();
        Fetch started = machinery.fetcher().fetch(series.request(seconds));
        fetch = started;
        Promise<Void> free = Promise.promise();
        started.body().onComplete(fetched -> {
            fetch = null;
            account(seconds, System.nanoTime() - start);
            machinery.metrics().fetched(series.type(), System.nanoTime() - start);
            machinery.metrics().received(series.job(), series.type(), started.received());
            if (fetched.succeeded()) {
                store(fetched.result(), begin, start);
            } else {
                end(begin, System.nanoTime() - start, started.received(), ScrapeException.of(fetched.cause()));
            }
            free.complete();
        });
        return free.future();
    }

    /** What was taken is as long as it took: a profile that failed early has not been a burden for longer. */
    private void account(int seconds, long nanos) {
        double used = Math.min(seconds, nanos / NANOS);
        if (seconds > 0) {
            overhead.giveBack(seconds - used, machinery.clock().instant());
            machinery.metrics().timed(series.job(), series.type(), used);
        }
    }

    private void store(Body body, Instant begin, long start) {
        int size = body.bytes().length;
        Origin origin = new Origin(series.labels().service(), series.type(), series.labels(), begin.toEpochMilli());
        Future.<Optional<GoroutineCount>>fromCompletionStage(taken(body, origin), machinery.context())
                .onComplete(taken -> stored(taken, begin, System.nanoTime() - start, size));
    }

    /** A profile goes into the profile store, a trace among the traces; of the target's metrics goroutines are counted. */
    private CompletionStage<Optional<GoroutineCount>> taken(Body body, Origin origin) {
        Ingest ingest = machinery.ingest();
        if (series.isMetrics()) {
            return ingest.read(body, origin, GoMetrics::read).thenApply(Optional::of);
        }
        if (Defaults.isTrace(series.type())) {
            long nanos = Duration.ofSeconds(series.seconds()).toNanos();
            return ingest.keep(body, new Keeping(origin, false, nanos, Map.of()))
                    .thenApply(_ -> Optional.empty());
        }
        return ingest.submit(body, origin)
                .thenApply(put -> series.isGoroutines()
                        ? Optional.of(new GoroutineCount(put.total(), Double.NaN))
                        : Optional.empty());
    }

    private void stored(AsyncResult<Optional<GoroutineCount>> taken, Instant begin, long nanos, int size) {
        if (taken.succeeded()) {
            if (!series.isMetrics()) {
                machinery.metrics().stored(series.job(), series.type());
            }
            if (goroutines != null && taken.result().isPresent()) {
                goroutines.counted(taken.result().get(), begin);
            }
            end(begin, nanos, size, null);
        } else {
            ScrapeException failure = ScrapeException.of(taken.cause());
            machinery.metrics().refused(series.job(), series.type(), failure.reason());
            end(begin, nanos, size, failure);
        }
    }

    private void end(Instant begin, long nanos, long size, @Nullable ScrapeException failure) {
        over(failure == null);
        Health before = status.health();
        Health after = failure == null ? Health.UP : Health.DOWN;
        String error = failure == null ? "" : failure.shown();
        if (failure != null) {
            machinery.metrics().failed(series.job(), series.type(), failure.reason());
        }
        if (failure != null && failure.reason() == FailureReason.CANCELLED) {
            return;
        }
        machinery.history().ended(series.labels().service(), begin, failure == null ? null : failure.reason());
        if (goroutines != null && failure != null && failure.reason() == FailureReason.CONNECTION_REFUSED) {
            goroutines.gone();
        }
        count(failure);
        publish(after, begin, Duration.ofNanos(nanos), size, error);
        if (after == Health.DOWN && before != Health.DOWN) {
            LOG.warn("{} of {} cannot be scraped: {}", series.type(), series.labels(), error);
        } else if (after == Health.UP && before == Health.DOWN) {
            LOG.info("{} of {} can be scraped again", series.type(), series.labels());
        }
    }

    /** The next one that was due meanwhile begins now, unless this one failed: then it has its turn another time. */
    private void over(boolean well) {
        pending = false;
        Instant next = following;
        following = null;
        if (next != null && well && !stopped) {
            line(next);
        } else if (next != null && !stopped) {
            skipped("overlap");
        }
    }

    private void skipped(String reason) {
        machinery.metrics().skipped(series.job(), series.type(), reason);
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
                url,
                series.interval(),
                health,
                scrape,
                duration,
                bytes,
                error,
                health == Health.DOWN ? downSince(scrape) : null,
                stopped ? null : ticker.next());
    }

    private @Nullable Instant downSince(@Nullable Instant scrape) {
        Instant since = status.downSince();
        return since == null ? scrape : since;
    }
}
