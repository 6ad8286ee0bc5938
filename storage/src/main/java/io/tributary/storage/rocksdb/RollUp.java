package io.tributary.storage.rocksdb;

import io.tributary.storage.coding.ByteReader;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.coding.CorruptDataException;
import java.util.List;
import java.util.Optional;

/**
 * The sum of all profiles of a stretch of a series, and exactly what it covers.
 *
 * <pre>
 * format = 2  changes  flags (1 usable, 2 by instance, 4 with rates)
 * instances  {@link InstanceShares}
 * totals     length {@link RollUpTotals}, of length 0 where there are none
 * parts      {@link RollUpPart}s
 * </pre>
 *
 * @param changes how often the series' profiles had changed: it is right while they have not changed again
 * @param isUsable false when these profiles cannot be added up beforehand; there are no parts then
 * @param isByInstance whether there is a {@link InstanceRollUp} for each of the instances
 * @param hasRates whether there is a sum by {@link HourlyRate} too
 * @param instances what is in it, in the order of their digests
 * @param totals what each of them comes to, as bytes: few ask
 * @param parts the sums
 */
record RollUp(
        long changes,
        boolean isUsable,
        boolean isByInstance,
        boolean hasRates,
        InstanceShares instances,
        byte[] totals,
        List<RollUpPart> parts) {
    private static final int FORMAT = 2;
    private static final int USABLE = 1;
    private static final int BY_INSTANCE = 2;
    private static final int WITH_RATES = 4;

    /**
     * What one instance gave to it.
     *
     * @param profiles how many
     * @param firstMillis time of the oldest
     * @param lastMillis time of the newest
     * @param timedNanos the sum of their durations
     * @param overhangNanos how much of that lies behind the end of the bucket
     */
    record InstanceShare(
            Digest instance, int profiles, long firstMillis, long lastMillis, long timedNanos, long overhangNanos) {}

    RollUp {
        parts = List.copyOf(parts);
    }

    static RollUp unusable(long changes) {
        return new RollUp(changes, false, false, false, InstanceShares.NONE, new byte[0], List.of());
    }

    /** What each of the instances comes to; empty where their profiles are to be asked. */
    Optional<RollUpTotals> decodeTotals() throws CorruptDataException {
        return totals.length == 0 ? Optional.empty() : Optional.of(RollUpTotals.decode(totals, instances.size()));
    }

    /**
     * Whether a profile may last beyond the end of a longer stretch: what a share says of the overhang counts from the bucket's own end.
     *
     * @param bucketMillis where the bucket ends
     * @param endMillis where the longer stretch ends
     */
    boolean lastsBeyond(long bucketMillis, long endMillis) {
        if (bucketMillis == endMillis) {
            return false;
        }
        long between = CoverageCount.nanos(endMillis - bucketMillis);
        return instances.hangOver(between);
    }

    byte[] encode(long bucketMillis) {
        ByteWriter out = new ByteWriter(1024);
        out.writeByte(FORMAT);
        out.writeVarint(changes);
        out.writeByte((isUsable ? USABLE : 0) | (isByInstance ? BY_INSTANCE : 0) | (hasRates ? WITH_RATES : 0));
        instances.write(out, bucketMillis);
        RollUpPart.writeBytes(out, totals);
        RollUpPart.write(out, parts);
        return out.toByteArray();
    }

    static RollUp decode(byte[] bytes, long bucketMillis) throws CorruptDataException {
        ByteReader in = new ByteReader("roll-up", bytes);
        int format = in.readByte("format");
        if (format != FORMAT) {
            throw in.corrupt("format " + format + ", this version reads " + FORMAT);
        }
        long changes = in.readVarint("changes");
        int flags = in.readByte("flags");
        InstanceShares instances = InstanceShares.read(in, bucketMillis);
        byte[] totals = RollUpPart.readBytes(in, "totals");
        List<RollUpPart> parts = RollUpPart.read(in);
        in.expectEnd();
        return new RollUp(
                changes,
                (flags & USABLE) != 0,
                (flags & BY_INSTANCE) != 0,
                (flags & WITH_RATES) != 0,
                instances,
                totals,
                parts);
    }
}
