package io.tributary.storage.coding;

import io.tributary.profile.Header;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.MappingUse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fronts of stored profiles one after the other. Those of one series differ in little more than times, so what has the bytes
 * it had in the record before is not built again: two such headers have the same objects. For one thread.
 */
public final class FrontReader {
    private byte[] namesBytes = new byte[0];
    private @Nullable Header names;
    private byte[] mappingsBytes = new byte[0];
    private @Nullable List<MappingUse> mappings;

    /** The front part; the vector is not looked at. */
    public StoredRecord read(byte[] record) throws CorruptDataException {
        ByteReader front = ProfileRecordCodec.readFront(record);
        Header like = readNames(front);
        Header header = new Header(
                like.sampleTypes(),
                like.periodType(),
                front.readZigZag("period"),
                front.readZigZag("time"),
                front.readZigZag("duration"),
                like.defaultSampleType(),
                like.comments(),
                like.dropFrames(),
                like.keepFrames(),
                like.docUrl());
        List<MappingUse> uses = readMappings(front);
        int stacks = front.readInt("number of stacks", Integer.MAX_VALUE);
        List<Long> totals = new ArrayList<>(header.sampleTypes().size());
        for (int c = 0; c < header.sampleTypes().size(); c++) {
            totals.add(front.readZigZag("total"));
        }
        front.expectEnd();
        return new StoredRecord(header, uses, stacks, totals);
    }

    private Header readNames(ByteReader in) throws CorruptDataException {
        Header known = names;
        if (known != null && in.skipIfNext(namesBytes)) {
            return known;
        }
        int from = in.position();
        int types = in.readCount("number of sample types");
        List<ValueType> sampleTypes = new ArrayList<>();
        for (int i = 0; i < types; i++) {
            sampleTypes.add(readType(in, "sample type"));
        }
        boolean hasPeriodType = in.readInt("period type's mark", 2) == 1;
        ValueType periodType = hasPeriodType ? readType(in, "period type") : null;
        String defaultSampleType = in.readString("default sample type");
        String dropFrames = in.readString("drop frames");
        String keepFrames = in.readString("keep frames");
        String docUrl = in.readString("doc url");
        int n = in.readCount("number of comments");
        List<String> comments = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            comments.add(in.readString("comment"));
        }
        Header read = new Header(
                sampleTypes, periodType, 0, 0, 0, defaultSampleType, comments, dropFrames, keepFrames, docUrl);
        names = read;
        namesBytes = in.bytesSince(from);
        return read;
    }

    private static ValueType readType(ByteReader in, String field) throws CorruptDataException {
        return new ValueType(in.readString(field), in.readString(field + "'s unit"));
    }

    private List<MappingUse> readMappings(ByteReader in) throws CorruptDataException {
        List<MappingUse> known = mappings;
        if (known != null && in.skipIfNext(mappingsBytes)) {
            return known;
        }
        int from = in.position();
        int n = in.readCount("number of mappings");
        List<MappingUse> read = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int number = in.readInt("mapping's number", Integer.MAX_VALUE);
            long start = in.readVarint("mapping's start");
            read.add(new MappingUse(
                    number,
                    start,
                    start + in.readVarint("mapping's size"),
                    in.readVarint("mapping's file offset"),
                    in.readInt("mapping's file name", Integer.MAX_VALUE),
                    in.readInt("mapping's build id", Integer.MAX_VALUE),
                    (byte) in.readInt("mapping's flags", 256)));
        }
        List<MappingUse> uses = List.copyOf(read);
        mappings = uses;
        mappingsBytes = in.bytesSince(from);
        return uses;
    }
}
