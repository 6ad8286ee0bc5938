package io.tributary.deploy;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs, in the order of its beginning. It ends in the opposite order, so what takes from another ends before it; parts
 * that take nothing from each other end beside each other. For one thread at a time.
 */
final class Parts {
    /** Begins to end a part, on the thread that calls {@link #end}; completes when the part has ended. */
    @FunctionalInterface
    interface Ending {
        Future<?> begin() throws Exception;
    }

    private record Part(String name, Ending ending) {}

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<List<Part>> stages = new ArrayDeque<>();

    /** Adds a part that ends before all that are there. */
    void add(String name, Ending ending) {
        List<Part> stage = new ArrayList<>();
        stage.add(new Part(name, ending));
        stages.push(stage);
    }

    /** Adds a part that ends beside the one added last. */
    void addBeside(String name, Ending ending) {
        stages.element().add(new Part(name, ending));
    }

    /**
     * Ends everything, and goes on when a part fails to. Does nothing the second time.
     *
     * @param budget how long is waited for all parts together; once it is spent the rest is told to end and not waited for
     */
    void end(Duration budget) {
        long deadline = System.nanoTime() + budget.toNanos();
        while (!stages.isEmpty()) {
            List<Part> stage = stages.pop();
            List<Future<?>> endings = stage.stream().map(Parts::begin).toList();
            for (int i = 0; i < stage.size(); i++) {
                await(stage.get(i).name(), endings.get(i), deadline - System.nanoTime());
            }
        }
    }

    private static Future<?> begin(Part part) {
        try {
            return part.ending().begin();
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    private static void await(String name, Future<?> ending, long nanos) {
        try {
            ending.toCompletionStage().toCompletableFuture().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException _) {
            LOG.warn("the {} did not end in time; goes on without it", name);
        } catch (ExecutionException e) {
            LOG.warn("the {} did not end as it should", name, e.getCause());
        }
    }
}
