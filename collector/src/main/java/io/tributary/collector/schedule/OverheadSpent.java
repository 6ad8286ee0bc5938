package io.tributary.collector.schedule;

import java.time.Instant;
import java.util.Arrays;

/** Seconds by the minute they were taken in, for the last hour. For one thread. */
final class OverheadSpent {
    private static final int MINUTES = 60;
    private static final int SECONDS_A_MINUTE = 60;

    /** Of the minute now and the whole ones before it. */
    private final float[] seconds = new float[MINUTES + 1];

    private final long firstMinute;
    private long minute;

    OverheadSpent(Instant now) {
        this.firstMinute = minuteOf(now);
        this.minute = firstMinute;
    }

    void add(double more, Instant now) {
        advance(now);
        int at = (int) Math.floorMod(minute, (long) seconds.length);
        seconds[at] += (float) more;
    }

    /** Of whole minutes; in the first two of all there is. */
    double share(Instant now) {
        advance(now);
        long whole = Math.min(MINUTES, minute - firstMinute);
        int from = whole < 2 ? 0 : 1;
        double sum = 0;
        for (long back = from; back <= whole; back++) {
            sum += seconds[(int) Math.floorMod(minute - back, (long) seconds.length)];
        }
        return Math.max(0, sum / ((whole + 1 - from) * SECONDS_A_MINUTE));
    }

    /** A clock that was set back goes on in the minute that was. */
    private void advance(Instant now) {
        long next = minuteOf(now);
        if (next - minute > MINUTES) {
            Arrays.fill(seconds, 0);
            minute = next;
        }
        while (minute < next) {
            minute++;
            seconds[(int) Math.floorMod(minute, (long) seconds.length)] = 0;
        }
    }

    private static long minuteOf(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), (long) SECONDS_A_MINUTE);
    }
}
