package io.tributary.storage.rocksdb;

/**
 * How long the buckets of time are for which activity is counted and roll-ups are kept, shortest first: each is made up of whole ones of
 * the level before it.
 */
enum Level {
    MINUTE(0, 60_000),
    TWENTY_MINUTES(1, 1_200_000),
    HOUR(2, 3_600_000),
    SIX_HOURS(3, 21_600_000),
    DAY(4, 86_400_000);

    /** How it stands in keys. The day's is the last: who goes through the days goes on to the end. */
    final int code;

    final long millis;

    Level(int code, long millis) {
        this.code = code;
        this.millis = millis;
    }

    /**
     * @throws IllegalArgumentException when no level has this code
     */
    static Level ofCode(int code) {
        for (Level level : values()) {
            if (level.code == code) {
                return level;
            }
        }
        throw new IllegalArgumentException("no level has the code " + code);
    }

    /**
     * The next shorter one.
     *
     * @throws IllegalStateException when this is the shortest
     */
    Level shorter() {
        return switch (this) {
            case MINUTE -> throw new IllegalStateException("nothing is shorter than a minute");
            case TWENTY_MINUTES -> MINUTE;
            case HOUR -> TWENTY_MINUTES;
            case SIX_HOURS -> HOUR;
            case DAY -> SIX_HOURS;
        };
    }

    /** The number of the bucket that has this moment, counted from the Unix epoch. */
    int bucketOf(long timeMillis) {
        return Math.toIntExact(Math.floorDiv(timeMillis, millis));
    }
}
