package io.tributary.storage.traces;

import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.StoredTrace;
import io.tributary.storage.coding.ByteReader;
import io.tributary.storage.coding.ByteWriter;
import io.tributary.storage.coding.CorruptDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * How a trace's file looks. What is known of it stands behind the content, which is written as it comes.
 *
 * <pre>
 * content
 * facts      service  type  z time  duration  labels: n, n × (name, value)  annotations: the same  content's length  its SHA-256 (32)
 * end        length of the facts (4)  CRC-32C of the facts (4)  {@code TribTrc2} (8)
 * </pre>
 */
final class TraceFile {
    private static final byte[] MAGIC = "TribTrc2".getBytes(StandardCharsets.US_ASCII);
    private static final int SHA_BYTES = 32;
    private static final int END_BYTES = 4 + 4 + MAGIC.length;
    /** More than labels and annotations can be long. */
    private static final int MOST_FACTS = 1 << 20;

    private TraceFile() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] facts(
            Origin origin, long durationNanos, SortedMap<String, String> annotations, long length, byte[] sha256) {
        ByteWriter out = new ByteWriter(256);
        out.writeString(origin.service());
        out.writeString(origin.type());
        out.writeZigZag(origin.timeMillis());
        out.writeZigZag(durationNanos);
        write(out, origin.instance().values());
        write(out, annotations);
        out.writeVarint(length);
        out.writeBytes(sha256, 0, SHA_BYTES);
        return out.toByteArray();
    }

    private static void write(ByteWriter out, SortedMap<String, String> pairs) {
        out.writeVarint(pairs.size());
        pairs.forEach((name, value) -> {
            out.writeString(name);
            out.writeString(value);
        });
    }

    /** The facts and the end. */
    static ByteBuffer tail(byte[] facts) {
        ByteBuffer tail = ByteBuffer.allocate(facts.length + END_BYTES);
        return tail.put(facts)
                .putInt(facts.length)
                .putInt(crc(facts))
                .put(MAGIC)
                .flip();
    }

    private static int crc(byte[] facts) {
        CRC32C crc = new CRC32C();
        crc.update(facts, 0, facts.length);
        return (int) crc.getValue();
    }

    /**
     * What a file says it is.
     *
     * @throws CorruptDataException when it is not whole, or not what its name says
     */
    static StoredTrace read(FileChannel file, TraceName name) throws IOException, CorruptDataException {
        long size = file.size();
        if (size < END_BYTES) {
            throw new CorruptDataException("trace: cut off after " + size + " bytes");
        }
        ByteBuffer end = read(file, size - END_BYTES, END_BYTES);
        int length = end.getInt();
        int crc = end.getInt();
        byte[] magic = new byte[MAGIC.length];
        end.get(magic);
        if (!Arrays.equals(magic, MAGIC) || length < 0 || length > Math.min(MOST_FACTS, size - END_BYTES)) {
            throw new CorruptDataException("trace: its end is damaged or cut off");
        }
        byte[] facts = read(file, size - END_BYTES - length, length).array();
        if (crc(facts) != crc) {
            throw new CorruptDataException("trace: what is known of it is damaged");
        }
        StoredTrace trace = decode(facts, name);
        if (trace.bytes() != size - END_BYTES - length) {
            throw new CorruptDataException(
                    "trace: " + (size - END_BYTES - length) + " bytes where " + trace.bytes() + " were put");
        }
        if (!TraceName.of(trace.origin(), facts).equals(name)) {
            throw new CorruptDataException("trace: it is another than its name says");
        }
        return trace;
    }

    private static StoredTrace decode(byte[] facts, TraceName name) throws CorruptDataException {
        ByteReader in = new ByteReader("trace", facts);
        String service = in.readString("service");
        String type = in.readString("type");
        long time = in.readZigZag("time");
        long duration = in.readZigZag("duration");
        SortedMap<String, String> labels = pairs(in, "label");
        SortedMap<String, String> annotations = pairs(in, "annotation");
        long length = in.readVarint("length");
        byte[] sha = in.readBytes(SHA_BYTES, "digest");
        in.expectEnd();
        return new StoredTrace(
                name.id(),
                new Origin(service, type, new Labels(labels), time),
                duration,
                annotations,
                length,
                HexFormat.of().formatHex(sha));
    }

    private static SortedMap<String, String> pairs(ByteReader in, String what) throws CorruptDataException {
        int n = in.readCount("number of " + what + "s");
        SortedMap<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            String name = in.readString(what + " name");
            pairs.put(name, in.readString(what + " value"));
        }
        return pairs;
    }

    private static ByteBuffer read(FileChannel file, long from, int length) throws IOException, CorruptDataException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new CorruptDataException("trace: cut off while it was read");
            }
        }
        return bytes.flip();
    }
}
