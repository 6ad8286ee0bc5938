package io.tributary.storage.releases;

import io.tributary.storage.Release;
import io.tributary.storage.coding.CorruptDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A release and its content as the bytes of a file: what it is, its content, and the SHA-256 of all before. */
record ReleaseFile(Release release, byte[] content) {
    private static final int MAGIC = 0x5452_4c31;
    private static final int SHA_BYTES = 32;
    private static final int MOST_PARAMETERS = 64;

    byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length + 512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            text(out, release.service());
            text(out, release.digest());
            out.writeLong(release.timeMillis());
            out.writeInt(release.parameters().size());
            for (Map.Entry<String, String> parameter : release.parameters().entrySet()) {
                text(out, parameter.getKey());
                text(out, parameter.getValue());
            }
            out.writeInt(release.edges());
            out.writeDouble(release.samples());
            text(out, release.verdict());
            out.writeInt(content.length);
            out.write(content);
            out.write(sha256(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws CorruptDataException when these are no release's bytes */
    static ReleaseFile read(byte[] bytes) throws CorruptDataException {
        int end = bytes.length - SHA_BYTES;
        if (end < 0 || !Arrays.equals(sha256(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new CorruptDataException("it is cut off, or its bytes are not those that were written");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
            if (in.readInt() != MAGIC) {
                throw new CorruptDataException("it is of another version");
            }
            String service = text(in);
            String digest = text(in);
            long time = in.readLong();
            SortedMap<String, String> parameters = new TreeMap<>();
            int count = in.readInt();
            if (count < 0 || count > MOST_PARAMETERS) {
                throw new CorruptDataException("it has " + count + " parameters");
            }
            for (int i = 0; i < count; i++) {
                parameters.put(text(in), text(in));
            }
            Release release = new Release(service, digest, time, parameters, in.readInt(), in.readDouble(), text(in));
            byte[] content = new byte[length(in)];
            in.readFully(content);
            return new ReleaseFile(release, content);
        } catch (IOException | IllegalArgumentException e) {
            throw new CorruptDataException("it cannot be read: " + e.getMessage());
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[length(in)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int length(DataInputStream in) throws IOException {
        int length = in.readInt();
        // There is no more than that to read of an array.
        if (length < 0 || length > in.available()) {
            throw new IOException("a length of " + length);
        }
        return length;
    }

    static byte[] sha256(byte[] bytes, int length) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes, 0, length);
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
