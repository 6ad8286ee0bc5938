package io.tributary.profile.wire;

import com.google.protobuf.CodedOutputStream;
import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a profile row by row as it stands, with protobuf's own writer, in a form that is legal and unusual: samples
 * first and unpacked, sparse descending ids, the string table last.
 */
final class PlainWriter {
    private interface Body {
        void write(CodedOutputStream out) throws IOException;
    }

    private final Profile p;
    private final List<byte[]> headerStrings = new ArrayList<>();

    private PlainWriter(Profile profile) {
        this.p = profile;
    }

    static byte[] write(Profile profile) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        new PlainWriter(profile).write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static long id(int row) {
        return 1_000_003L - 7L * row;
    }

    private void write(CodedOutputStream out) throws IOException {
        for (int i = 0; i < p.samples().size(); i++) {
            writeSample(out, i);
        }
        for (int i = 0; i < p.locations().size(); i++) {
            writeLocation(out, i);
        }
        for (int i = 0; i < p.functions().size(); i++) {
            int row = i;
            message(out, 5, f -> {
                f.writeUInt64(1, id(row));
                f.writeInt64(2, p.functions().name()[row]);
                f.writeInt64(3, p.functions().systemName()[row]);
                f.writeInt64(4, p.functions().filename()[row]);
                f.writeInt64(5, p.functions().startLine()[row]);
            });
        }
        for (int i = 0; i < p.mappings().size(); i++) {
            writeMapping(out, i);
        }
        writeHeader(out);
        for (int i = 0; i < p.strings().size(); i++) {
            out.writeByteArray(
                    6,
                    Arrays.copyOfRange(
                            p.strings().bytes(),
                            p.strings().offset(i),
                            p.strings().offset(i) + p.strings().length(i)));
        }
        for (byte[] string : headerStrings) {
            out.writeByteArray(6, string);
        }
    }

    private void writeSample(CodedOutputStream out, int row) throws IOException {
        SampleTable s = p.samples();
        message(out, 2, f -> {
            for (int i = s.labelOffset()[row]; i < s.labelOffset()[row + 1]; i++) {
                int label = i;
                message(f, 3, l -> {
                    l.writeInt64(1, s.labelKey()[label]);
                    l.writeInt64(2, s.labelString()[label]);
                    l.writeInt64(3, s.labelNumber()[label]);
                    l.writeInt64(4, s.labelUnit()[label]);
                });
            }
            for (int i = s.stackOffset()[row]; i < s.stackOffset()[row + 1]; i++) {
                f.writeUInt64(1, id(s.location()[i]));
            }
            for (int c = 0; c < p.valueCount(); c++) {
                f.writeInt64(2, s.values()[row * p.valueCount() + c]);
            }
        });
    }

    private void writeLocation(CodedOutputStream out, int row) throws IOException {
        LocationTable t = p.locations();
        message(out, 4, f -> {
            f.writeUInt64(1, id(row));
            if (t.mapping()[row] != LocationTable.NO_MAPPING) {
                f.writeUInt64(2, id(t.mapping()[row]));
            }
            f.writeUInt64(3, t.address()[row]);
            for (int i = t.lineOffset()[row]; i < t.lineOffset()[row + 1]; i++) {
                int line = i;
                message(f, 4, l -> {
                    l.writeUInt64(1, id(t.lineFunction()[line]));
                    l.writeInt64(2, t.line()[line]);
                    l.writeInt64(3, t.column()[line]);
                });
            }
            f.writeBool(5, t.folded()[row]);
        });
    }

    private void writeMapping(CodedOutputStream out, int row) throws IOException {
        MappingTable t = p.mappings();
        message(out, 3, f -> {
            f.writeUInt64(1, id(row));
            f.writeUInt64(2, t.start()[row]);
            f.writeUInt64(3, t.limit()[row]);
            f.writeUInt64(4, t.fileOffset()[row]);
            f.writeInt64(5, t.filename()[row]);
            f.writeInt64(6, t.buildId()[row]);
            for (int bit = 0; bit < 4; bit++) {
                f.writeBool(7 + bit, ((t.flags()[row] >> bit) & 1) != 0);
            }
        });
    }

    private void writeHeader(CodedOutputStream out) throws IOException {
        Header h = p.header();
        for (ValueType type : h.sampleTypes()) {
            writeValueType(out, 1, type);
        }
        ValueType period = h.periodType();
        if (period != null) {
            writeValueType(out, 11, period);
        }
        out.writeInt64(7, string(h.dropFrames()));
        out.writeInt64(8, string(h.keepFrames()));
        out.writeInt64(9, h.timeNanos());
        out.writeInt64(10, h.durationNanos());
        out.writeInt64(12, h.period());
        for (String comment : h.comments()) {
            out.writeInt64(13, string(comment));
        }
        out.writeInt64(14, string(h.defaultSampleType()));
        out.writeInt64(15, string(h.docUrl()));
        out.writeString(77, "a field of the future");
    }

    private void writeValueType(CodedOutputStream out, int field, ValueType type) throws IOException {
        message(out, field, f -> {
            f.writeInt64(1, string(type.type()));
            f.writeInt64(2, string(type.unit()));
        });
    }

    private int string(String string) {
        if (string.isEmpty()) {
            return 0;
        }
        headerStrings.add(string.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return p.strings().size() + headerStrings.size() - 1;
    }

    private static void message(CodedOutputStream out, int field, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream inner = CodedOutputStream.newInstance(bytes);
        body.write(inner);
        inner.flush();
        out.writeByteArray(field, bytes.toByteArray());
    }
}
