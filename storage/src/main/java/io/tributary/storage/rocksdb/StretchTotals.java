package io.tributary.storage.rocksdb;

import io.tributary.storage.Temporality;
import java.util.List;

/**
 * What an instance's profiles of a stretch of time come to, so that those of a longer one can be put together of it.
 *
 * <p>Three numbers for each column. Of deltas and gauges they are the sum and two zeros. Of a counter they are the total of the first scrape,
 * that of the last one less the first, and the totals reached before restarts added up: the last two together are its increase.
 */
final class StretchTotals {
    static final int NUMBERS = 3;
    private static final int GROWN = 1;
    private static final int REACHED = 2;

    private StretchTotals() {}

    /** Those of a single profile. */
    static long[] ofOne(List<Long> totals) {
        long[] numbers = new long[totals.size() * NUMBERS];
        for (int c = 0; c < totals.size(); c++) {
            numbers[c * NUMBERS] = totals.get(c);
        }
        return numbers;
    }

    /** The sum of a column, or of a counter its first total. */
    static long first(long[] numbers, int column) {
        return numbers[column * NUMBERS];
    }

    /** A counter's last total. */
    static long last(long[] numbers, int column) {
        return numbers[column * NUMBERS] + numbers[column * NUMBERS + GROWN];
    }

    /** What a counter's last total is more than its first one. */
    static long grown(long[] numbers, int column) {
        return numbers[column * NUMBERS + GROWN];
    }

    /** The totals of a counter before restarts. */
    static long reached(long[] numbers, int column) {
        return numbers[column * NUMBERS + REACHED];
    }

    /** Whether the process began anew between two stretches: a counter that is smaller has begun again from zero. */
    static boolean isRestart(ColumnKinds kinds, long[] before, long[] after) {
        for (int c = 0; c < kinds.kinds().size(); c++) {
            if (kinds.is(c, Temporality.CUMULATIVE) && first(after, c) < last(before, c)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Those of a stretch and the next one together.
     *
     * @throws ArithmeticException when one is beyond 64 bits
     */
    static long[] join(ColumnKinds kinds, long[] before, long[] after) {
        boolean isRestart = isRestart(kinds, before, after);
        long[] both = before.clone();
        for (int c = 0; c < kinds.kinds().size(); c++) {
            int at = c * NUMBERS;
            if (kinds.is(c, Temporality.CUMULATIVE)) {
                both[at + GROWN] = Math.subtractExact(last(after, c), first(before, c));
                both[at + REACHED] = Math.addExact(
                        Math.addExact(reached(before, c), reached(after, c)), isRestart ? last(before, c) : 0);
            } else {
                both[at] = Math.addExact(before[at], after[at]);
            }
        }
        return both;
    }
}
