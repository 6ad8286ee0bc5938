package io.tributary.api.work;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Threads that may block, with a bound on both halves: how many tasks run and how many wait. Vert.x' own worker
 * executors wait without a bound, hence this one. Any thread may call it.
 */
public final class WorkerPool {
    private final Vertx vertx;
    private final String name;
    private final int queueCapacity;
    private final Duration deadline;
    private final Promise<Void> terminated = Promise.promise();
    private final ThreadPoolExecutor executor;
    private final LongAdder refused = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder abandoned = new LongAdder();

    /**
     * @param name of the pool and, with a number, of its threads
     * @param threads tasks that run at once
     * @param queueCapacity tasks that wait
     * @param deadline for a task, its waiting included
     */
    public WorkerPool(Vertx vertx, String name, int threads, int queueCapacity, Duration deadline) {
        this.vertx = vertx;
        this.name = name;
        this.queueCapacity = queueCapacity;
        this.deadline = deadline;
        ThreadFactory factory = Thread.ofPlatform().name(name + "-", 0).daemon().factory();
        this.executor =
                new ThreadPoolExecutor(
                        threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queueCapacity), factory) {
                    @Override
                    protected void terminated() {
                        terminated.complete();
                    }
                };
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task and completes on the caller's context. Fails with {@link OverloadedException} at once when the queue is
     * full, with {@link DeadlineException} when the deadline passes. A task that nobody waits for any more is dropped if it
     * did not begin; one that runs is left to end and its result is thrown away.
     *
     * @param gone completes when nobody is interested any more, for instance because the client hung up
     */
    public <T> Future<T> run(Callable<T> task, Future<Void> gone) {
        return submit(task, gone, false);
    }

    /** The same for what can be given up in the middle: once nobody waits for it any more its thread is interrupted. */
    public <T> Future<T> runStoppable(Callable<T> task, Future<Void> gone) {
        return submit(task, gone, true);
    }

    private <T> Future<T> submit(Callable<T> task, Future<Void> gone, boolean isStoppable) {
        Promise<T> promise = Promise.promise();
        Work<T> work = new Work<>(task, vertx.getOrCreateContext(), promise);
        try {
            executor.execute(work);
        } catch (RejectedExecutionException _) {
            refused.increment();
            return Future.failedFuture(new OverloadedException(name, executor.getMaximumPoolSize(), queueCapacity));
        }
        long timer = vertx.setTimer(deadline.toMillis(), _ -> {
            giveUp(work, new DeadlineException(name, deadline), late, isStoppable);
        });
        gone.onComplete(_ -> {
            giveUp(work, new AbandonedException(), abandoned, isStoppable);
        });
        return promise.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    /** It is out of the queue and counted before anybody is told, and stopped after: so nobody hears of the stop instead of its reason. */
    private void giveUp(Work<?> work, Exception why, LongAdder counter, boolean isStoppable) {
        if (work.promise.future().isComplete()) {
            return;
        }
        counter.increment();
        boolean isWaiting = executor.remove(work);
        if (!work.promise.tryFail(why)) {
            counter.decrement();
        } else if (isStoppable && !isWaiting) {
            work.interrupt();
        }
    }

    /** The same for what goes on though nobody may be interested any more. */
    public <T> Future<T> run(Callable<T> task) {
        return run(task, Promise.<Void>promise().future());
    }

    /** Takes no new tasks, lets those that are there finish for so long, and completes when no thread is left. */
    public Future<Void> close(Duration grace) {
        executor.shutdown();
        long timer = vertx.setTimer(grace.toMillis(), _ -> executor.shutdownNow());
        return terminated.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    /** Tasks that run now. */
    public int running() {
        return executor.getActiveCount();
    }

    /** Tasks that wait now. */
    public int waiting() {
        return executor.getQueue().size();
    }

    /** Tasks refused since the start because the queue was full. */
    public long refused() {
        return refused.sum();
    }

    /** Tasks not done within their deadline. */
    public long late() {
        return late.sum();
    }

    /** Tasks whose caller went away before the answer. */
    public long abandoned() {
        return abandoned.sum();
    }

    public String name() {
        return name;
    }

    /** A task on its way through the pool. */
    private static final class Work<T> implements Runnable {
        private final Callable<T> task;
        private final Context context;
        private final Promise<T> promise;
        private @Nullable Thread thread;

        Work(Callable<T> task, Context context, Promise<T> promise) {
            this.task = task;
            this.context = context;
            this.promise = promise;
        }

        @Override
        public void run() {
            if (!begins()) {
                return;
            }
            try {
                T result = task.call();
                context.runOnContext(_ -> promise.tryComplete(result));
            } catch (Throwable failure) {
                // What breaks off because it was told to has not failed.
                Throwable cause = Thread.currentThread().isInterrupted() ? new AbandonedException() : failure;
                context.runOnContext(_ -> promise.tryFail(cause));
            } finally {
                ends();
            }
        }

        private synchronized boolean begins() {
            if (promise.future().isComplete()) {
                return false;
            }
            thread = Thread.currentThread();
            return true;
        }

        private synchronized void ends() {
            thread = null;
        }

        /** Interrupts this task where it runs, and never the next one of its thread: the executor clears what is left. */
        synchronized void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
