package io.tributary.storage.rocksdb;

/** Which roll-ups are worth their bytes: a sum of few profiles is read no quicker than they are. */
final class RollUpWorth {
    private RollUpWorth() {}

    /** Whether a stretch of so many profiles has a roll-up at all. */
    static boolean ofAll(Level level, long profiles) {
        return profiles
                >= switch (level) {
                    // For the sake of large fleets alone: sums of fewer would be a tenth on top of them and more.
                    case MINUTE, TWENTY_MINUTES -> 64;
                    case HOUR, SIX_HOURS, DAY -> 8;
                };
    }

    /** Whether it has one by {@link HourlyRate} too: of few instances that is as quickly put together of their sums of each hour. */
    static boolean ofRates(Level level, int instances) {
        return switch (level) {
            case MINUTE, TWENTY_MINUTES -> false;
            case HOUR, SIX_HOURS, DAY -> instances >= 32;
        };
    }

    /** Whether it has one of each instance too: such a sum takes as many bytes for twenty minutes as for an hour. */
    static boolean ofInstances(Level level, long profiles, int instances) {
        return switch (level) {
            case MINUTE, TWENTY_MINUTES -> false;
            case HOUR, SIX_HOURS, DAY -> profiles >= 4L * instances;
        };
    }
}
