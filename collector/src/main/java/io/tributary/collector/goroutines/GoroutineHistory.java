package io.tributary.collector.goroutines;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many goroutines a process had in the last {@link #SPAN}, one number a minute at most. A number is a jump when it is larger than
 *
 * <pre>
 * median + max(6 × 1.4826 × MAD, median / 2, 500), and than nine tenths of its history
 * </pre>
 *
 * <p>where MAD is the median of the distances to the median: 1.4826 of it are a standard deviation where the numbers are normally
 * distributed, and neither it nor the median is moved by a few outliers. Half of the median more is what load does, and 500
 * goroutines more cost a process nothing. What a process has now and then, one time in ten, is no jump, even where most of its
 * numbers are the same; so a level that stays is told of once, and is the usual one after a tenth of the span. Less than {@link #LEAST}
 * numbers are no history. For one thread.
 */
final class GoroutineHistory {
    static final Duration SPAN = Duration.ofHours(6);
    static final int LEAST = 10;
    static final int FEW = 500;

    private static final int MOST = (int) SPAN.toMinutes();
    private static final int FIRST = 16;
    private static final double DEVIATIONS = 6 * 1.4826;
    private static final double MOST_OF_THEM = 0.9;

    private int[] counts = new int[FIRST];
    private int[] minutes = new int[FIRST];
    private int first;
    private int size;

    /** Takes the next number. Null where there is nothing unusual about it. */
    @Nullable
    GoroutineJump add(long count, Instant now) {
        int minute = Math.toIntExact(Math.floorDiv(now.getEpochSecond(), 60L));
        if (size > 0 && minute < minutes[at(size - 1)]) {
            // The clock was set back: what comes after this would not be in order.
            clear();
        }
        while (size > 0 && minute - minutes[first] >= MOST) {
            first = (first + 1) % counts.length;
            size--;
        }
        GoroutineJump jump = jump(count);
        if (size == 0 || minute > minutes[at(size - 1)]) {
            keep(Math.clamp(count, 0, Integer.MAX_VALUE), minute);
        }
        return jump;
    }

    /** It is another process now. */
    void clear() {
        first = 0;
        size = 0;
    }

    private @Nullable GoroutineJump jump(long count) {
        if (size < LEAST || count <= FEW) {
            return null;
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = counts[at(i)];
        }
        double median = median(values);
        double usual = values[(int) Math.ceil(MOST_OF_THEM * size) - 1];
        for (int i = 0; i < size; i++) {
            values[i] = Math.abs(values[i] - median);
        }
        double robust = median + Math.max(Math.max(DEVIATIONS * median(values), median / 2), FEW);
        double most = Math.max(robust, usual);
        return count > most ? new GoroutineJump(count, Math.round(median), (long) most) : null;
    }

    /** Sorts them. Of an even number of values it is the mean of both in the middle. */
    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private void keep(int count, int minute) {
        if (size == counts.length) {
            int[] moreMinutes = grown(minutes);
            counts = grown(counts);
            minutes = moreMinutes;
            first = 0;
        }
        counts[at(size)] = count;
        minutes[at(size)] = minute;
        size++;
    }

    /** In order from the start, with room for as many again, at most for all there may be. */
    private int[] grown(int[] ring) {
        int[] larger = new int[Math.min(2 * ring.length, MOST)];
        for (int i = 0; i < size; i++) {
            larger[i] = ring[at(i)];
        }
        return larger;
    }

    private int at(int index) {
        return (first + index) % counts.length;
    }
}
