package io.tributary.collector.schedule;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Says once an interval that it is time. One timer at most is set; an instant that was missed, because the machine slept or
 * its clock was set, is left out and not made up for.
 */
public final class Ticker {
    private final Vertx vertx;
    private final InstantSource clock;
    private final Consumer<Instant> due;
    private Phase phase;
    private Instant next = Instant.EPOCH;
    /** Intervals until it is due, at most. */
    private int left = 1;

    private long timer = -1;
    private boolean started;
    private boolean stopped;

    /** @param due is given the instant that was planned */
    public Ticker(Vertx vertx, InstantSource clock, Phase phase, Consumer<Instant> due) {
        this.vertx = vertx;
        this.clock = clock;
        this.phase = phase;
        this.due = due;
    }

    /**
     * Begins.
     *
     * @param round over which it and those who come with it are spread
     */
    public void start(Duration round) {
        started = true;
        Instant first = phase.first(clock.instant(), round);
        next = first;
        arm(() -> next = phase.second(first));
    }

    /** From now on it is due at other instants. */
    public void become(Phase changed) {
        phase = changed;
        if (started && !stopped) {
            vertx.cancelTimer(timer);
            next = phase.next(clock.instant());
            left = 1;
            arm(this::advance);
        }
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** Leaves out some of the instants that come next. To be called after the first. */
    public void leaveOut(int instants) {
        if (stopped || instants == 0) {
            return;
        }
        vertx.cancelTimer(timer);
        next = next.plusMillis(instants * phase.intervalMillis());
        left = 1 + instants;
        arm(this::advance);
    }

    /** When it is due next. */
    public Instant next() {
        return next;
    }

    private void arm(Runnable advance) {
        long wait = next.toEpochMilli() - clock.millis();
        // A wall clock set back by hours must not silence a target for hours.
        long bounded = Math.clamp(wait, 1, phase.intervalMillis());
        timer = vertx.setTimer(bounded, _ -> fired(advance));
    }

    private void fired(Runnable advance) {
        if (stopped) {
            return;
        }
        Instant now = clock.instant();
        long early = next.toEpochMilli() - now.toEpochMilli();
        if (early > left * phase.intervalMillis()) {
            next = phase.next(now);
            left = 1;
            arm(this::advance);
            return;
        }
        if (early > 0) {
            arm(advance);
            return;
        }
        Instant planned = next;
        left = 1;
        advance.run();
        if (next.isBefore(now)) {
            next = phase.next(now);
        }
        arm(this::advance);
        due.accept(planned);
    }

    private void advance() {
        next = phase.next(next);
    }
}
