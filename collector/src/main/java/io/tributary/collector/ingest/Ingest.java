package io.tributary.collector.ingest;

import io.tributary.collector.fetch.Body;
import io.tributary.collector.fetch.FailureReason;
import io.tributary.collector.fetch.ScrapeException;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.Gzip;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.storage.Origin;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.StoreException;
import io.tributary.storage.TraceStore;
import io.tributary.storage.UnstorableProfileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes fetched profiles and puts them into the store; keeps captures as they came. Any thread may call it. */
public final class Ingest {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final int WEIGHT_UNIT = 1024;
    /** In {@link #WEIGHT_UNIT}s of messages. One that is larger is worked on alone. */
    private static final int ALL_WEIGHT = 8 << 10;

    private final ProfileStore store;
    private final IngestOptions options;
    private final IngestMetrics metrics;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong lastLogged = new AtomicLong();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final ThreadPoolExecutor pool;
    /** A decoded profile takes several times its message's bytes: large ones are worked on one after the other. */
    private final Semaphore weights = new Semaphore(ALL_WEIGHT, true);

    public Ingest(ProfileStore store, IngestOptions options, IngestMetrics metrics) {
        this.store = store;
        this.options = options;
        this.metrics = metrics;
        this.pool =
                new ThreadPoolExecutor(
                        options.threads(),
                        options.threads(),
                        30,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(options.queueLength()),
                        Thread.ofPlatform()
                                .name("tributary-ingest-", 0)
                                .daemon()
                                .factory()) {
                    @Override
                    protected void terminated() {
                        drained.complete(null);
                    }
                };
        pool.allowCoreThreadTimeOut(true);
        metrics.watch(() -> pool.getQueue().size(), waitingBytes::get);
    }

    /**
     * Takes a body over and lets go of it when it is stored or refused. Fails with a {@link ScrapeException}; completes on a
     * thread of the pool.
     */
    public CompletionStage<Ingested> submit(Body body, Origin origin) {
        return submit(body, origin, () -> put(plain(body), origin));
    }

    /**
     * Keeps a body as it came, and puts it into the profile store too where it is a profile; what should be one and is none is not kept. Otherwise
     * as {@link #submit}.
     */
    public CompletionStage<Kept> keep(Body body, Keeping keeping) {
        return submit(body, keeping.origin(), () -> keep(plain(body), keeping));
    }

    /** Reads what is no profile, and keeps nothing of it. Otherwise as {@link #submit}. */
    public <T> CompletionStage<T> read(Body body, Origin origin, Reader<T> reader) {
        return submit(body, origin, () -> reader.read(plain(body)));
    }

    /** Makes something of what a target served. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(byte[] bytes) throws ScrapeException;
    }

    /** Runs what reads the store. Fails with a {@link ScrapeException} where there is no room, else with what the task throws. */
    public <T> CompletionStage<T> run(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            pool.execute(() -> {
                try {
                    result.complete(task.call());
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException _) {
            result.completeExceptionally(noRoom());
        }
        return result;
    }

    /** What is done with a body. */
    @FunctionalInterface
    private interface Work<T> {
        T done() throws ScrapeException;
    }

    private <T> CompletionStage<T> submit(Body body, Origin origin, Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        waitingBytes.addAndGet(body.bytes().length);
        try {
            pool.execute(() -> {
                waitingBytes.addAndGet(-body.bytes().length);
                run(body, origin, work, result);
            });
        } catch (RejectedExecutionException _) {
            waitingBytes.addAndGet(-body.bytes().length);
            body.release();
            result.completeExceptionally(noRoom());
        }
        return result;
    }

    private ScrapeException noRoom() {
        return pool.isShutdown()
                ? new ScrapeException(FailureReason.CANCELLED, "the collector is stopping")
                : new ScrapeException(
                        FailureReason.QUEUE_FULL,
                        options.queueLength() + " fetched profiles already wait to be stored");
    }

    /** Takes nothing more; completes when everything that was taken is stored or refused. */
    public CompletionStage<Void> drain() {
        pool.shutdown();
        return drained;
    }

    /** Profiles that wait for a thread or are worked on. */
    public int pending() {
        return pool.getQueue().size() + pool.getActiveCount();
    }

    private <T> void run(Body body, Origin origin, Work<T> work, CompletableFuture<T> result) {
        long start = System.nanoTime();
        T done = null;
        ScrapeException failure = null;
        try {
            done = work.done();
        } catch (ScrapeException e) {
            failure = e;
        } catch (Throwable e) {
            // Whatever a profile does to us, the thread goes on, and the target's page says so.
            logOnceAMinute(origin, e);
            failure = new ScrapeException(
                    FailureReason.INTERNAL,
                    "failed while storing: " + e.getClass().getSimpleName());
        }
        // Before the result is known, so that who waits for it sees the memory free.
        body.release();
        metrics.done(System.nanoTime() - start);
        if (done != null) {
            result.complete(done);
        } else if (failure != null) {
            result.completeExceptionally(failure);
        }
    }

    /** A mistake of ours tends to come with every scrape; one stack trace a minute says as much as a thousand. */
    private void logOnceAMinute(Origin origin, Throwable failure) {
        long now = System.nanoTime();
        long last = lastLogged.get();
        if ((last == 0 || now - last > TimeUnit.MINUTES.toNanos(1)) && lastLogged.compareAndSet(last, now)) {
            LOG.error("storing a {} profile of {} failed", origin.type(), origin.instance(), failure);
        }
    }

    /** Without HTTP's content coding: what the target served. */
    private byte[] plain(Body body) throws ScrapeException {
        try {
            return body.gzipCoded()
                    ? Gzip.inflate(body.bytes(), options.limits().maxInputBytes())
                    : body.bytes();
        } catch (InvalidProfileException e) {
            throw new ScrapeException(reason(e.reason()), String.valueOf(e.getMessage()));
        }
    }

    private Kept keep(byte[] bytes, Keeping keeping) throws ScrapeException {
        Map<String, String> annotations = new TreeMap<>(keeping.annotations());
        ProfileId profile = null;
        if (keeping.isProfile()) {
            profile = put(bytes, keeping.origin()).put().id();
            annotations.put(Keeping.PROFILE, profile.text());
        } else {
            TraceHeader.check(bytes);
        }
        try (InputStream content = new ByteArrayInputStream(bytes)) {
            TraceStore.Put put =
                    store.traces().put(keeping.origin(), keeping.durationNanos(), annotations, content, bytes.length);
            return new Kept(put.id(), profile, bytes.length);
        } catch (StoreException | IllegalArgumentException | IOException e) {
            LOG.debug(
                    "a {} of {} could not be kept",
                    keeping.origin().type(),
                    keeping.origin().instance(),
                    e);
            throw new ScrapeException(FailureReason.STORE, "the store could not keep it: " + e.getMessage());
        }
    }

    private Ingested put(byte[] bytes, Origin origin) throws ScrapeException {
        byte[] message;
        try {
            message = PprofDecoder.inflate(bytes, options.limits());
        } catch (InvalidProfileException e) {
            throw new ScrapeException(reason(e.reason()), String.valueOf(e.getMessage()));
        }
        int weight = Math.clamp(message.length / WEIGHT_UNIT, 1, ALL_WEIGHT);
        weights.acquireUninterruptibly(weight);
        try {
            return putMessage(message, origin);
        } finally {
            weights.release(weight);
        }
    }

    private Ingested putMessage(byte[] message, Origin origin) throws ScrapeException {
        Profile profile;
        try {
            profile = PprofDecoder.decodeMessage(message, options.limits());
        } catch (InvalidProfileException e) {
            throw new ScrapeException(reason(e.reason()), String.valueOf(e.getMessage()));
        }
        try {
            return new Ingested(store.put(origin, profile), total(profile));
        } catch (UnstorableProfileException e) {
            throw new ScrapeException(FailureReason.WRONG_FORMAT, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            LOG.debug("a {} profile of {} could not be stored", origin.type(), origin.instance(), e);
            throw new ScrapeException(FailureReason.STORE, "the store could not keep it: " + e.getMessage());
        }
    }

    private static long total(Profile profile) {
        long total = 0;
        long[] values = profile.samples().values();
        for (int at = 0; at < values.length; at += profile.valueCount()) {
            total += values[at];
        }
        return total;
    }

    private static FailureReason reason(InvalidProfileException.Reason reason) {
        return switch (reason) {
            case EMPTY -> FailureReason.EMPTY;
            case TRUNCATED -> FailureReason.TRUNCATED;
            case TOO_LARGE -> FailureReason.TOO_LARGE;
            case NOT_A_PROFILE, UNSUPPORTED_FORMAT, MALFORMED -> FailureReason.WRONG_FORMAT;
        };
    }
}
