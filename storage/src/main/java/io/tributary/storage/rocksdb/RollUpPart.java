package io.tributary.storage.rocksdb;

import io.tributary.storage.coding.ByteReader;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.coding.ProfileRecordCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * The sum of profiles whose headers differ in nothing but times and period, in a merge to be taken for a profile.
 *
 * @param firstKey the key of the first of them, which tells what comes first in a merge
 * @param profiles how many
 * @param mappingPlaces where each of the record's mappings was met first, as in {@link MappingOrder}
 * @param record the sum as a stored profile: the header merged, each mapping as where it was met first, every column added
 *     up
 */
record RollUpPart(byte[] firstKey, int profiles, List<byte[]> mappingPlaces, byte[] record) {
    RollUpPart {
        mappingPlaces = List.copyOf(mappingPlaces);
    }

    /** As {@code n, n × (length key, profiles, m, m × (length place), length record)}. */
    static void write(ByteWriter out, List<RollUpPart> parts) {
        out.writeVarint(parts.size());
        for (RollUpPart part : parts) {
            writeBytes(out, part.firstKey);
            out.writeVarint(part.profiles);
            out.writeVarint(part.mappingPlaces.size());
            part.mappingPlaces.forEach(place -> writeBytes(out, place));
            writeBytes(out, part.record);
        }
    }

    static List<RollUpPart> read(ByteReader in) throws CorruptDataException {
        int n = in.readCount("number of parts");
        List<RollUpPart> parts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            byte[] firstKey = readBytes(in, "first key");
            int profiles = in.readInt("number of profiles", Integer.MAX_VALUE);
            int mappings = in.readCount("number of mappings");
            List<byte[]> places = new ArrayList<>();
            for (int m = 0; m < mappings; m++) {
                places.add(readBytes(in, "place of a mapping"));
            }
            byte[] record = readBytes(in, "sum");
            if (ProfileRecordCodec.decodeFront(record).mappings().size() != mappings) {
                throw in.corrupt(mappings + " places for the mappings of a sum that has other ones");
            }
            parts.add(new RollUpPart(firstKey, profiles, places, record));
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
