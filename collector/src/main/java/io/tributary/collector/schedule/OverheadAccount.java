package io.tributary.collector.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * The seconds that one process may be under timed profiles. A bucket that fills at {@code share} seconds a second, up to the larger of
 * {@link #STRETCH} times the share and twice what one of each of its timed profiles takes together, and is full at first: what is
 * planned within the budget always fits, a newcomer's first and second profile that may be half an interval apart included. A
 * scheduled profile begins only when it is there in full. A capture takes what it takes; what it overdraws is paid back by scheduled
 * profiles that are left out.
 *
 * <p>Time is the wall clock's; one that is set back stops the filling until it has caught up. Any thread.
 */
public final class OverheadAccount {
    /** What is not used up is there for later, but for no longer than this. */
    public static final Duration STRETCH = Duration.ofMinutes(10);

    private static final double MILLIS = 1_000;
    /** A hair, so that sums of fractions do not decide. */
    private static final double ROUNDING = 1e-9;

    private final OverheadSpent spent;
    private double share;
    private double capacity;
    private double balance;
    private long filledMillis;

    public OverheadAccount(Instant now) {
        this.spent = new OverheadSpent(now);
        this.filledMillis = now.toEpochMilli();
    }

    /**
     * Takes a budget, which may be another than before.
     *
     * @param share of the time, 0 to 1
     * @param secondsOfEach what one of each timed profile takes, added up
     */
    public synchronized void become(double share, double secondsOfEach, Instant now) {
        fill(now);
        double next = Math.max(2 * secondsOfEach, share * STRETCH.toSeconds());
        balance = Math.min(next, balance + Math.max(0, next - capacity));
        capacity = next;
        this.share = share;
    }

    /** Takes seconds for a scheduled profile; false, and nothing is taken, when they are not there. */
    public synchronized boolean take(double seconds, Instant now) {
        fill(now);
        if (balance + ROUNDING < seconds) {
            return false;
        }
        spend(seconds, now);
        return true;
    }

    /** Takes seconds for a profile that somebody asked for, whether they are there or not. */
    public synchronized void charge(double seconds, Instant now) {
        fill(now);
        spend(seconds, now);
    }

    /** Gives back what was taken and not used, because the profile ended early. */
    public synchronized void giveBack(double seconds, Instant now) {
        spend(-seconds, now);
        balance = Math.min(balance, capacity);
    }

    /** The share of the time that it is filled with. */
    public synchronized double budget() {
        return share;
    }

    /** The share of the last hour's time, or of the time since it began, that was taken. */
    public synchronized double share(Instant now) {
        return spent.share(now);
    }

    /** Whether captures took more than there is. */
    public synchronized boolean isOverdrawn(Instant now) {
        fill(now);
        return balance < -ROUNDING;
    }

    private void spend(double seconds, Instant now) {
        balance -= seconds;
        spent.add(seconds, now);
    }

    private void fill(Instant now) {
        long millis = now.toEpochMilli();
        if (millis > filledMillis) {
            balance = Math.min(capacity, balance + share * (millis - filledMillis) / MILLIS);
            filledMillis = millis;
        } else if (filledMillis - millis > STRETCH.toMillis()) {
            // The clock was set back by hours: it must not take hours to catch up.
            filledMillis = millis;
        }
    }
}
