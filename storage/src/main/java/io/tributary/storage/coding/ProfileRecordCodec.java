package io.tributary.storage.coding;

import io.tributary.profile.Header;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.MappingUse;
import io.tributary.profile.dictionary.OwnLabels;
import io.tributary.profile.dictionary.SparseVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored profile: a front part that says everything but the values, and the vector. All numbers are varints, z marks
 * zig-zag ones; a string is its length and its UTF-8 bytes.
 *
 * <pre>
 * format = 1  length of front  front  vector ({@link VectorCodec})
 * format = 2  length of front  front  length of own labels  own labels ({@link OwnLabelsCodec})  vector
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
 * Where the labels of a heap profile's stacks tell how large their objects are the vector does not, so it is read with the dictionary
 * that it was written with ({@link BlockSizes}), or as that has become since.
 *
 * <p>Own labels are those that the dictionary leaves out; the vector stands for these samples too.
 *
 * What profiles of one series have in common comes first, so that a block of them compresses well.
 */
public final class ProfileRecordCodec {
    private static final int FORMAT = 1;
    private static final int WITH_OWN_LABELS = 2;
    private static final String WHAT = "stored profile";

    private ProfileRecordCodec() {}

    /**
     * The stored profile's bytes.
     *
     * @param sizes of the dictionary that took the profile; whoever reads the record has to know them too
     */
    public static byte[] encode(Header header, InternedProfile profile, BlockSizes sizes) {
        SparseVector vector = profile.vector();
        ByteWriter front = new ByteWriter(256);
        writeHeader(front, header);
        writeMappings(front, profile.mappings());
        front.writeVarint(profile.stacks());
        long[] totals = vector.size() == 0 ? new long[header.sampleTypes().size()] : vector.totals();
        for (long total : totals) {
            front.writeZigZag(total);
        }
        ByteWriter out = new ByteWriter(16 + front.size() + vector.size() * (1 + vector.columns()));
        OwnLabels own = profile.ownLabels();
        out.writeByte(own == null ? FORMAT : WITH_OWN_LABELS);
        writePart(out, front);
        if (own != null) {
            ByteWriter labels = new ByteWriter(1024);
            OwnLabelsCodec.write(labels, own, vector.columns(), heapRate(header));
            writePart(out, labels);
        }
        VectorCodec.write(out, vector, heapRate(header), sizes);
        return out.toByteArray();
    }

    private static void writePart(ByteWriter out, ByteWriter part) {
        out.writeVarint(part.size());
        out.writeBytes(part.toByteArray(), 0, part.size());
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

    /** The whole profile; its header is in the front part. */
    public static InternedProfile decode(byte[] bytes, StoredRecord front, BlockSizes sizes)
            throws CorruptDataException {
        SparseVector vector = decodeVector(bytes, sizes);
        OwnLabels own = decodeOwnLabels(bytes);
        if (own != null && own.values().length != (long) own.size() * vector.columns()) {
            throw new CorruptDataException(
                    WHAT + ": own labels of another width than its vector's " + vector.columns() + " columns");
        }
        return new InternedProfile(vector, front.mappings(), own);
    }

    private static @Nullable OwnLabels decodeOwnLabels(byte[] bytes) throws CorruptDataException {
        ByteReader in = new ByteReader(WHAT, bytes);
        if (readFormat(in) == FORMAT) {
            return null;
        }
        readPart(in, "front");
        return OwnLabelsCodec.read(readPart(in, "own labels"));
    }

    /** The vector; the front part is not looked at. */
    public static SparseVector decodeVector(byte[] bytes, BlockSizes sizes) throws CorruptDataException {
        ByteReader in = vectorOf(bytes);
        SparseVector vector = VectorCodec.read(in, sizes);
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

    /** The front; what comes next is the vector. */
    private static ByteReader readFront(ByteReader in) throws CorruptDataException {
        int format = readFormat(in);
        ByteReader front = readPart(in, "front");
        if (format == WITH_OWN_LABELS) {
            readPart(in, "own labels");
        }
        return front;
    }

    private static int readFormat(ByteReader in) throws CorruptDataException {
        int format = in.readByte("format");
        if (format != FORMAT && format != WITH_OWN_LABELS) {
            throw in.corrupt("format " + format + ", this version reads " + FORMAT + " and " + WITH_OWN_LABELS);
        }
        return format;
    }

    private static ByteReader readPart(ByteReader in, String part) throws CorruptDataException {
        return in.slice(in.readCount("length of the " + part), part);
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
