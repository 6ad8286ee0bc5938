package io.tributary.storage.rocksdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that help merges to add: as many as there are processors but one, for all questions together. Where none is idle, who asks
 * adds alone, so nothing waits for them. For any thread.
 */
final class MergeThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MergeThreads.class);

    /** More would find little left to do, and each has a sum of its own to be added up in the end. */
    private static final int MOST = 7;

    /** Puts one part's sums into another's. */
    interface Combiner<T> {
        void add(T sum, T other) throws Exception;
    }

    private final int most;
    private final ThreadPoolExecutor threads;

    MergeThreads(int processors) {
        this.most = Math.clamp(processors - 1, 0, MOST);
        this.threads = new ThreadPoolExecutor(
                0,
                Math.max(1, most),
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("tributary-store-merge-", 1).factory());
    }

    /**
     * Has the same work done by this thread and by those that are idle, each taking what is left until there is nothing, and puts
     * their results together. Empty when one of them failed.
     */
    <T> Optional<T> together(Callable<T> work, Combiner<T> combiner) {
        List<Future<T>> helpers = new ArrayList<>();
        List<Optional<T>> parts = new ArrayList<>();
        try {
            submit(work, helpers);
            parts.add(result(work));
        } finally {
            // Every one is waited for, whatever happened: they read what is closed behind them.
            for (Future<T> helper : helpers) {
                parts.add(result(() -> wait(helper)));
            }
        }
        return parts.stream()
                .reduce((sum, part) ->
                        sum.isPresent() && part.isPresent() ? put(sum.get(), part.get(), combiner) : Optional.empty())
                .orElseThrow();
    }

    private <T> void submit(Callable<T> work, List<Future<T>> helpers) {
        try {
            for (int i = 0; i < most; i++) {
                helpers.add(threads.submit(work));
            }
        } catch (RejectedExecutionException e) {
            LOG.trace("{} threads help", helpers.size());
        }
    }

    private static <T> Optional<T> put(T sum, T part, Combiner<T> combiner) {
        return result(() -> {
            combiner.add(sum, part);
            return sum;
        });
    }

    private static <T> Optional<T> result(Callable<T> work) {
        try {
            return Optional.of(work.call());
        } catch (Exception e) {
            LOG.debug("not added together: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Goes on waiting when interrupted: it is never for longer than one piece takes to add. */
    private static <T> T wait(Future<T> helper) throws ExecutionException {
        boolean wasInterrupted = false;
        try {
            while (true) {
                try {
                    return helper.get();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** No merge may be under way. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
