package io.tributary.collector.schedule;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Who goes to one process next. Go answers 500 to a second CPU profile while one runs, and two profiles at once would
 * measure each other; so what is due waits in line. The line is as short as there are profile types: none stands in it twice.
 */
public final class Turns {
    private final Queue<Supplier<Future<?>>> line = new ArrayDeque<>();
    private boolean busy;

    /** Runs it now or when those before it are done. */
    public void take(Supplier<Future<?>> scrape) {
        line.add(scrape);
        if (!busy) {
            next();
        }
    }

    /** Forgets those who wait. */
    public void clear() {
        line.clear();
    }

    private void next() {
        Supplier<Future<?>> scrape = line.poll();
        busy = scrape != null;
        if (scrape != null) {
            scrape.get().onComplete(_ -> next());
        }
    }
}
