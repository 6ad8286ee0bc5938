package io.tributary.collector;

import io.tributary.collector.discovery.Workers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a plan when something changed: one at a time, on a worker. What changes meanwhile is in the next one, so changes that
 * come fast make no queue. Event loop only.
 */
final class Planning {
    private static final Logger LOG = LoggerFactory.getLogger(Planning.class);

    private final Workers workers;
    private final Plan.Maker maker;
    private final Supplier<Plan.Question> question;
    private final Consumer<Plan> done;
    private Promise<Void> waiting = Promise.promise();
    private boolean changed;
    private boolean busy;
    private boolean closed;

    /**
     * @param question asked on the event loop, when a plan is begun
     * @param done gets each plan, on the event loop
     */
    Planning(Workers workers, Plan.Maker maker, Supplier<Plan.Question> question, Consumer<Plan> done) {
        this.workers = workers;
        this.maker = maker;
        this.question = question;
        this.done = done;
    }

    /** Something changed. Completes when a plan that has it was handed on. */
    Future<Void> changed() {
        changed = true;
        Future<Void> planned = waiting.future();
        if (!busy) {
            next();
        }
        return planned;
    }

    void close() {
        closed = true;
        workers.close();
        waiting.tryFail("the collector is stopping");
    }

    private void next() {
        if (!changed || closed) {
            return;
        }
        busy = true;
        changed = false;
        Promise<Void> mine = waiting;
        waiting = Promise.promise();
        Plan.Question asked = question.get();
        workers.run(() -> maker.plan(asked)).onComplete(made -> {
            busy = false;
            if (closed) {
                mine.tryFail("the collector is stopping");
                return;
            }
            if (made.succeeded()) {
                done.accept(made.result());
                mine.complete();
            } else {
                LOG.error("what is scraped could not be worked out anew; it stays as it was", made.cause());
                mine.fail(made.cause());
            }
            next();
        });
    }
}
