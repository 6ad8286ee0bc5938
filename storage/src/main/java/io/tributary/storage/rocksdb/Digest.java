package io.tributary.storage.rocksdb;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The head of a SHA-256, comparable by content. */
record Digest(byte[] bytes) implements Comparable<Digest> {
    static final int INSTANCE_BYTES = 16;
    static final int CONTENT_BYTES = 8;

    static Digest of(byte[] content, int length) {
        try {
            return new Digest(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), length));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** As their bytes in keys compare. */
    @Override
    public int compareTo(Digest other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
