package io.tributary.collector.relabel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of {@link Action#HASHMOD}: it spreads, and is the same on every machine. */
public final class Md5 {
    private Md5() {}

    /** The last eight bytes of the MD5 of the text in UTF-8, the highest first. */
    public static long lastEightBytes(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong(Long.BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java run-time has MD5", e);
        }
    }
}
