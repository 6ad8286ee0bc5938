package io.tributary.collector.schedule;

import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who goes to one process next. Go answers 500 to a second CPU profile while one runs, and two profiles at once would
 * measure each other; so what is due waits in line. It goes by rounds: who comes again after its type had its turn waits for the next
 * round, so that a CPU profile that is always on lets every other type that waits go once before it begins anew. The line is as short
 * as there are profile types, and one capture: none stands in it twice, since one that is due again while it still runs is left out.
 */
public final class Turns {
    /** The type that goes before all others. */
    public static final String FIRST = "cpu";

    /**
     * What waits; within a round sooner is CPU, whose profiles lose the time they wait, then by type, then who came first.
     *
     * @param round {@link #URGENT} before all others
     */
    private record Waiting(long round, String type, long number, Supplier<Future<?>> scrape) {}

    private static final long URGENT = -1;

    private static final Comparator<Waiting> ORDER = Comparator.comparingLong(Waiting::round)
            .thenComparingInt(waiting -> waiting.type.equals(FIRST) ? 0 : 1)
            .thenComparing(Waiting::type)
            .thenComparingLong(Waiting::number);

    private final Queue<Waiting> line = new PriorityQueue<>(ORDER);
    /** The types that had their turn in this round. */
    private final Set<String> served = new HashSet<>();

    private long round;
    private long came;
    private boolean busy;

    /**
     * Runs it now or when those before it are done.
     *
     * @param type of the profile
     * @return leaves the line; does nothing once its turn has come
     */
    public Runnable take(String type, Supplier<Future<?>> scrape) {
        return take(new Waiting(served.contains(type) ? round + 1 : round, type, came++, scrape));
    }

    /** The same before all that is due by schedule: what somebody wants to see now is no longer there later. */
    public Runnable takeNext(String type, Supplier<Future<?>> scrape) {
        return take(new Waiting(URGENT, type, came++, scrape));
    }

    private Runnable take(Waiting waiting) {
        line.add(waiting);
        if (!busy) {
            next();
        }
        return () -> line.remove(waiting);
    }

    /** Whether nobody is there and nobody waits. */
    public boolean isIdle() {
        return !busy && line.isEmpty();
    }

    private void next() {
        Waiting first = line.poll();
        busy = first != null;
        if (first == null) {
            served.clear();
            return;
        }
        if (first.round() > round) {
            round = first.round();
            served.clear();
        }
        if (first.round() != URGENT) {
            served.add(first.type());
        }
        first.scrape().get().onComplete(_ -> next());
    }
}
