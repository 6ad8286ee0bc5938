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
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * How a trace's file looks. What is known of it stands behind the content, which is written as it comes.
 *
 * <pre>
 * content
 * facts      service  type  z time  duration  labels: n, n × (name, value)  content's length  its SHA-256 (32)
 * end        length of the facts (4)  CRC-32C of the facts (4)  {@code TribTrc1} (8)
 * </pre>
 */
final class TraceFile {
    private static final byte[] MAGIC = "TribTrc1".getBytes(StandardCharsets.US_ASCII);
    private static final int SHA_BYTES = 32;
    private static final int END_BYTES = 4 + 4 + MAGIC.length;
    /** More than labels can be long. */
    private static final int MOST_FACTS = 1 << 20;

    private TraceFile() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] facts(Origin origin, long durationNanos, long length, byte[] sha256) {
        ByteWriter out = new ByteWriter(256);
        out.writeString(origin.service());
        out.writeString(origin.type());
        out.writeZigZag(origin.timeMillis());
        out.writeZigZag(durationNanos);
        out.writeVarint(origin.instance().values().size());
        origin.instance().values().forEach((name, value) -> {
            out.writeString(name);
            out.writeString(value);
        });
        out.writeVarint(length);
        out.writeBytes(sha256, 0, SHA_BYTES);
        return out.toByteArray();
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
        int n = in.readCount("number of labels");
        TreeMap<String, String> labels = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            String label = in.readString("label name");
            labels.put(label, in.readString("label value"));
        }
        long length = in.readVarint("length");
        byte[] sha = in.readBytes(SHA_BYTES, "digest");
        in.expectEnd();
        return new StoredTrace(
                name.id(),
                new Origin(service, type, new Labels(labels), time),
                duration,
                length,
                HexFormat.of().formatHex(sha));
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
