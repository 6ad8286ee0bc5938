package io.tributary.storage.rocksdb;

import io.tributary.profile.Header;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.Rates;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import io.tributary.storage.coding.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What {@link io.tributary.storage.MergeMode#HOURLY_RATE} makes of a profile: one of its columns, times a whole number. */
final class HourlyRate {
    private HourlyRate() {}

    /** How often the values of an instance count in an hour in which so much of its time was profiled. */
    static long weight(long timedNanos) {
        return Rates.weight(timedNanos);
    }

    /** The column that counts: of those that the Go compiler reads samples, wherever they stand. */
    private static OptionalInt column(Header header) {
        return CallEdges.WEIGHTS.stream()
                .mapToInt(header.sampleTypes()::indexOf)
                .filter(column -> column >= 0)
                .findFirst();
    }

    private static boolean isTimed(Header header) {
        return header.durationNanos() > 0;
    }

    /** Of profiles of which none counts. */
    static IncompatibleHeadersException nothingIsTimed() {
        return new IncompatibleHeadersException(
                "there is nothing to weight by rate where profiles do not say how long they took");
    }

    /** Whether there is a column that counts in these sums, and in all that are timed. */
    static boolean isIn(List<RollUpPart> parts) throws CorruptDataException {
        boolean isInOne = false;
        for (RollUpPart part : parts) {
            Header header = ProfileRecordCodec.decodeFront(part.record()).header();
            boolean hasColumn = column(header).isPresent();
            if (isTimed(header) && !hasColumn) {
                return false;
            }
            isInOne |= hasColumn;
        }
        return isInOne;
    }

    /**
     * What counts of a profile.
     *
     * @param column which of its columns
     * @param front what it says beside its values, as if it had that column alone
     */
    record Counted(int column, StoredRecord front) {
        /**
         * Empty when the profile does not say how long it took: it has no rate, and is left out.
         *
         * @throws IncompatibleHeadersException when it does, and no column counts
         */
        static Optional<Counted> of(StoredRecord front) throws IncompatibleHeadersException {
            Header header = front.header();
            if (!isTimed(header)) {
                return Optional.empty();
            }
            int column = HourlyRate.column(header)
                    .orElseThrow(
                            () -> new IncompatibleHeadersException("there is nothing to weight by rate in profiles of "
                                    + header.sampleTypes() + ", only samples/count or cpu/nanoseconds"));
            return Optional.of(new Counted(
                    column,
                    new StoredRecord(
                            header.ofColumn(column),
                            front.mappings(),
                            front.stacks(),
                            List.of(front.totals().get(column)))));
        }
    }
}
