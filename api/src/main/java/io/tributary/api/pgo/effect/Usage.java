package io.tributary.api.pgo.effect;

/**
 * What one instance used in one hour.
 *
 * @param instance which of its version's
 * @param hour whole hours since 1970, UTC
 * @param cores CPU time over profiled time
 */
record Usage(int instance, long hour, double cores) {
    private static final int WEEK = 7 * 24;

    /** Which hour of the week it is, 0 to 167. */
    int hourOfWeek() {
        return (int) Math.floorMod(hour, (long) WEEK);
    }

    /** How many hours a week has. */
    static int hoursOfWeek() {
        return WEEK;
    }
}
