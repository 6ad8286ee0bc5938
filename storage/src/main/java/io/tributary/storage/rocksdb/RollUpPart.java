package io.tributary.storage.rocksdb;

import io.tributary.storage.coding.ByteReader;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.coding.CorruptDataException;
import java.util.ArrayList;
import java.util.List;

/**
 * The sum of profiles whose headers differ in nothing but times and period, in a merge to be taken for a profile.
 *
 * @param firstKey the key of the first of them, which tells what comes first in a merge
 * @param profiles how many
 * @param record the sum as a stored profile: the header merged, the first one's mappings, every column added up
 */
record RollUpPart(byte[] firstKey, int profiles, byte[] record) {
    /** As {@code n, n × (length key, profiles, length record)}. */
    static void write(ByteWriter out, List<RollUpPart> parts) {
        out.writeVarint(parts.size());
        for (RollUpPart part : parts) {
            writeBytes(out, part.firstKey);
            out.writeVarint(part.profiles);
            writeBytes(out, part.record);
        }
    }

    static List<RollUpPart> read(ByteReader in) throws CorruptDataException {
        int n = in.readCount("number of parts");
        List<RollUpPart> parts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            parts.add(new RollUpPart(
                    readBytes(in, "first key"),
                    in.readInt("number of profiles", Integer.MAX_VALUE),
                    readBytes(in, "sum")));
        }
        return parts;
    }

    static void writeBytes(ByteWriter out, byte[] bytes) {
        out.writeVarint(bytes.length);
        out.writeBytes(bytes, 0, bytes.length);
    }

    static byte[] readBytes(ByteReader in, String field) throws CorruptDataException {
        return in.readBytes(in.readCount("length of the " + field), field);
    }
}
