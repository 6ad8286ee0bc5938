package io.tributary.storage.rocksdb;

import io.tributary.storage.coding.ByteReader;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.coding.CorruptDataException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one instance gives to a {@link RollUp}.
 *
 * @param profiles how many
 * @param parts the sums
 * @param counters null unless there are cumulative columns
 */
record InstanceRollUp(
        int profiles, List<RollUpPart> parts, @Nullable Counters counters) {
    private static final int FORMAT = 1;

    /**
     * How cumulative columns went on: their increase is the last scrape and what was reached before each restart, without the
     * first scrape.
     *
     * @param first the first scrape, as a stored profile
     * @param last the last one
     * @param restarts what was reached before restarts added up, as a stored profile; null where there was none
     */
    record Counters(byte[] first, byte[] last, byte @Nullable [] restarts) {}

    InstanceRollUp {
        parts = List.copyOf(parts);
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(1024);
        out.writeByte(FORMAT);
        out.writeVarint(profiles);
        RollUpPart.write(out, parts);
        Counters kept = counters;
        out.writeByte(kept == null ? 0 : kept.restarts == null ? 1 : 2);
        if (kept != null) {
            RollUpPart.writeBytes(out, kept.first);
            RollUpPart.writeBytes(out, kept.last);
            byte[] restarts = kept.restarts;
            if (restarts != null) {
                RollUpPart.writeBytes(out, restarts);
            }
        }
        return out.toByteArray();
    }

    static InstanceRollUp decode(byte[] bytes) throws CorruptDataException {
        ByteReader in = new ByteReader("instance's roll-up", bytes);
        int format = in.readByte("format");
        if (format != FORMAT) {
            throw in.corrupt("format " + format + ", this version reads " + FORMAT);
        }
        int profiles = in.readInt("number of profiles", Integer.MAX_VALUE);
        List<RollUpPart> parts = RollUpPart.read(in);
        int kind = in.readInt("kind of counters", 3);
        Counters counters = kind == 0
                ? null
                : new Counters(
                        RollUpPart.readBytes(in, "first scrape"),
                        RollUpPart.readBytes(in, "last scrape"),
                        kind == 1 ? null : RollUpPart.readBytes(in, "restarts"));
        in.expectEnd();
        return new InstanceRollUp(profiles, parts, counters);
    }
}
