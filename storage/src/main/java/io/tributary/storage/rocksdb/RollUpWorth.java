package io.tributary.storage.rocksdb;

import io.tributary.storage.MergeMode;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import java.util.List;

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

    /**
     * Whether it has one of each instance too.
     *
     * @param parts the sums of all of them
     */
    static boolean ofInstances(Level level, long profiles, int instances, List<RollUpPart> parts)
            throws CorruptDataException {
        return switch (level) {
            case MINUTE -> false;
            case TWENTY_MINUTES -> profiles >= 16L * instances && areAdditions(parts);
            case HOUR, SIX_HOURS, DAY -> profiles >= 4L * instances;
        };
    }

    /** Of counters the first and the last scrape are kept too: three for twenty. */
    private static boolean areAdditions(List<RollUpPart> parts) throws CorruptDataException {
        for (RollUpPart part : parts) {
            ColumnKinds kinds =
                    ColumnKinds.of(ProfileRecordCodec.decodeFront(part.record()).header());
            if (!MergeValues.onlyAdds(MergeMode.AUTO, kinds)) {
                return false;
            }
        }
        return true;
    }
}
