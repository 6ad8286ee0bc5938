package io.tributary.storage.rocksdb;

/** How long the buckets of time are for which activity is counted and roll-ups are kept, shortest first. */
enum Level {
    MINUTE(0, 60_000),
    HOUR(1, 3_600_000),
    DAY(2, 86_400_000);

    /** How it stands in keys. */
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

    /** The number of the bucket that has this moment, counted from the Unix epoch. */
    int bucketOf(long timeMillis) {
        return Math.toIntExact(Math.floorDiv(timeMillis, millis));
    }
}
