package io.tributary.collector.discovery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/** Does the same thing at once and then in each interval; a round that takes longer costs those it overlaps. Event loop only. */
public final class Rounds {
    private final Vertx vertx;
    private final Supplier<Future<?>> round;
    private long timer = -1;
    private boolean busy;

    /** @param round one round, done when its future is */
    public Rounds(Vertx vertx, Supplier<Future<?>> round) {
        this.vertx = vertx;
        this.round = round;
    }

    public void start(Duration interval) {
        timer = vertx.setPeriodic(Math.max(1, interval.toMillis()), _ -> run());
        run();
    }

    /** No further round begins; calling it again, or before {@link #start}, is harmless. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void run() {
        if (!busy) {
            busy = true;
            round.get().onComplete(_ -> busy = false);
        }
    }
}
