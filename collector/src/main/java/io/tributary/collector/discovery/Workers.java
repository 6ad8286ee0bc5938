package io.tributary.collector.discovery;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/** A discovery's hold on the threads that read and parse. What is run from one event loop runs one at a time, in order. */
public final class Workers {
    private final WorkerExecutor executor;

    Workers(WorkerExecutor executor) {
        this.executor = executor;
    }

    /** Its result comes back to the event loop that asked; a failure where the threads are gone already. */
    public <T> Future<T> run(Callable<T> task) {
        try {
            return executor.executeBlocking(task);
        } catch (RejectedExecutionException e) {
            return Future.failedFuture(e);
        }
    }

    /** Lets go of the threads, which end with the last hold on them. */
    public void close() {
        executor.close();
    }
}
