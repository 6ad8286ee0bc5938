package io.tributary.api.cache;

import io.tributary.api.http.Answer;
import io.tributary.api.work.AbandonedException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;

/** One answer in the making, and how many wait for it. */
final class SharedAnswer {
    private final Promise<Answer> answer = Promise.promise();
    private final Promise<Void> abandoned = Promise.promise();
    private final AtomicInteger waiting = new AtomicInteger();

    /** The answer for one more who waits, until it is there or that one goes away. */
    Future<Answer> join(Future<Void> gone) {
        Promise<Answer> mine = Promise.promise();
        waiting.incrementAndGet();
        answer.future().onComplete(made -> {
            if (made.succeeded()) {
                mine.tryComplete(made.result());
            } else {
                mine.tryFail(made.cause());
            }
        });
        gone.onComplete(_ -> {
            mine.tryFail(new AbandonedException());
            if (waiting.decrementAndGet() == 0) {
                abandoned.tryComplete();
            }
        });
        return mine.future();
    }

    /** Completes when nobody waits any more. */
    Future<Void> abandoned() {
        return abandoned.future();
    }

    void complete(AsyncResult<Answer> made) {
        answer.handle(made);
    }
}
