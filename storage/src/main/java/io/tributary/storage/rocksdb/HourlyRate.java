package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.profile.ValueType;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.Rates;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import java.util.List;

/** What {@link io.tributary.storage.MergeMode#HOURLY_RATE} makes of a profile: one of its columns, times a whole number. */
final class HourlyRate {
    private HourlyRate() {}

    /** How often the values of an instance count in an hour in which so much of its time was profiled. */
    static long weight(long timedNanos) {
        return Rates.weight(timedNanos);
    }

    /**
     * The column that counts: of those that the Go compiler reads samples, wherever they stand.
     *
     * @throws IncompatibleHeadersException when there is none, or the profile does not say how long it took
     */
    private static int column(Header header) throws IncompatibleHeadersException {
        if (header.durationNanos() <= 0) {
            throw new IncompatibleHeadersException(
                    "there is nothing to weight by rate where profiles do not say how long they took");
        }
        for (ValueType type : CallEdges.WEIGHTS) {
            int column = header.sampleTypes().indexOf(type);
            if (column >= 0) {
                return column;
            }
        }
        throw new IncompatibleHeadersException("there is nothing to weight by rate in profiles of "
                + header.sampleTypes() + ", only samples/count or cpu/nanoseconds");
    }

    /** Whether there is something to weight in all of these sums. */
    static boolean isIn(List<RollUpPart> parts) throws CorruptDataException {
        try {
            for (RollUpPart part : parts) {
                column(ProfileRecordCodec.decodeFront(part.record()).header());
            }
            return true;
        } catch (IncompatibleHeadersException _) {
            return false;
        }
    }

    /**
     * What counts of a profile.
     *
     * @param column which of its columns
     * @param front what it says beside its values, as if it had that column alone
     */
    record Counted(int column, StoredRecord front) {
        /** @throws IncompatibleHeadersException when nothing does */
        static Counted of(StoredRecord front) throws IncompatibleHeadersException {
            int column = HourlyRate.column(front.header());
            return new Counted(
                    column,
                    new StoredRecord(
                            front.header().ofColumn(column),
                            front.mappings(),
                            front.stacks(),
                            List.of(front.totals().get(column))));
        }
    }
}
