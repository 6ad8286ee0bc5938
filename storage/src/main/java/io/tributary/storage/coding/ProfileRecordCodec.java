package io.tributary.storage.coding;

import io.tributary.profile.Header;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.MappingUse;
import io.tributary.profile.dictionary.SparseVector;
import java.util.List;

/**
 * A stored profile: a front part that says everything but the values, and the vector. All numbers are varints, z marks
 * zig-zag ones; a string is its length and its UTF-8 bytes.
 *
 * <pre>
 * format = 1  length of front  front  vector ({@link VectorCodec})
 *
 * front:
 *   sample types        n × (type, unit)
 *   has period type     0, or 1 and (type, unit)
 *   default sample type, drop frames, keep frames, doc url
 *   comments            n × string
 *   period z  time z  duration z
 *   mappings            n × (number, start, limit - start, file offset, file name, build id, flags)
 *   stacks  totals z × sample types
 * </pre>
 *
 * What profiles of one series have in common comes first, so that a block of them compresses well.
 */
public final class ProfileRecordCodec {
    private static final int FORMAT = 1;
    private static final String WHAT = "stored profile";

    private ProfileRecordCodec() {}

    public static byte[] encode(Header header, InternedProfile profile) {
        SparseVector vector = profile.vector();
        ByteWriter front = new ByteWriter(256);
        writeHeader(front, header);
        writeMappings(front, profile.mappings());
        front.writeVarint(vector.size());
        long[] totals = vector.size() == 0 ? new long[header.sampleTypes().size()] : vector.totals();
        for (long total : totals) {
            front.writeZigZag(total);
        }
        ByteWriter out = new ByteWriter(16 + front.size() + vector.size() * (1 + vector.columns()));
        out.writeByte(FORMAT);
        out.writeVarint(front.size());
        out.writeBytes(front.toByteArray(), 0, front.size());
        VectorCodec.write(out, vector, heapRate(header));
        return out.toByteArray();
    }

    /** For how many bytes Go took a sample, where its heap profile's columns are pairs of objects and bytes; else 0. */
    private static long heapRate(Header header) {
        List<ValueType> types = header.sampleTypes();
        ValueType period = header.periodType();
        boolean isHeap = !types.isEmpty()
                && types.size() % 2 == 0
                && period != null
                && period.type().equals("space")
                && period.unit().equals("bytes");
        for (int i = 0; isHeap && i < types.size(); i += 2) {
            isHeap = types.get(i).unit().equals("count")
                    && types.get(i + 1).unit().equals("bytes");
        }
        return isHeap ? header.period() : 0;
    }

    /** The front part; the vector is not looked at. */
    public static StoredRecord decodeFront(byte[] bytes) throws CorruptDataException {
        return new FrontReader().read(bytes);
    }

    /** The vector; the front part is not looked at. */
    public static SparseVector decodeVector(byte[] bytes) throws CorruptDataException {
        ByteReader in = vectorOf(bytes);
        SparseVector vector = VectorCodec.read(in);
        in.expectEnd();
        return vector;
    }

    /** A reader that stands before the vector. */
    static ByteReader vectorOf(byte[] bytes) throws CorruptDataException {
        ByteReader in = new ByteReader(WHAT, bytes);
        readFront(in);
        return in;
    }

    static ByteReader readFront(byte[] bytes) throws CorruptDataException {
        return readFront(new ByteReader(WHAT, bytes));
    }

    private static ByteReader readFront(ByteReader in) throws CorruptDataException {
        int format = in.readByte("format");
        if (format != FORMAT) {
            throw in.corrupt("format " + format + ", this version reads " + FORMAT);
        }
        return in.slice(in.readCount("length of the front"), "front");
    }

    private static void writeHeader(ByteWriter out, Header header) {
        out.writeVarint(header.sampleTypes().size());
        for (ValueType type : header.sampleTypes()) {
            writeType(out, type);
        }
        ValueType periodType = header.periodType();
        out.writeByte(periodType == null ? 0 : 1);
        if (periodType != null) {
            writeType(out, periodType);
        }
        out.writeString(header.defaultSampleType());
        out.writeString(header.dropFrames());
        out.writeString(header.keepFrames());
        out.writeString(header.docUrl());
        out.writeVarint(header.comments().size());
        header.comments().forEach(out::writeString);
        out.writeZigZag(header.period());
        out.writeZigZag(header.timeNanos());
        out.writeZigZag(header.durationNanos());
    }

    private static void writeType(ByteWriter out, ValueType type) {
        out.writeString(type.type());
        out.writeString(type.unit());
    }

    private static void writeMappings(ByteWriter out, List<MappingUse> mappings) {
        out.writeVarint(mappings.size());
        for (MappingUse use : mappings) {
            out.writeVarint(use.mapping());
            out.writeVarint(use.start());
            out.writeVarint(use.limit() - use.start());
            out.writeVarint(use.fileOffset());
            out.writeVarint(use.filename());
            out.writeVarint(use.buildId());
            out.writeVarint(use.flags() & 0xFF);
        }
    }
}
