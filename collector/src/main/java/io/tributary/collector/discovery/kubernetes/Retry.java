package io.tributary.collector.discovery.kubernetes;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits before something is tried again: longer with each time that did not help, and never quite as long as others do. Event loop only. */
final class Retry {
    private static final int MOST_DOUBLINGS = 20;

    private final Vertx vertx;
    private final Duration first;
    private final Duration last;
    private int failures;
    private long timer = -1;

    Retry(Vertx vertx, Duration first, Duration last) {
        this.vertx = vertx;
        this.first = first;
        this.last = last;
    }

    void later(Runnable what) {
        long most = Math.min(last.toMillis(), first.toMillis() << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        timer = vertx.setTimer(ThreadLocalRandom.current().nextLong(most / 2 + 1, most + 2), _ -> what.run());
    }

    /** It helped. */
    void reset() {
        failures = 0;
    }

    void stop() {
        vertx.cancelTimer(timer);
    }
}
