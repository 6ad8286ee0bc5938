package io.tributary.api.pgo.feedback;

import io.tributary.profile.Profile;
import io.tributary.profile.wire.Gzip;
import io.tributary.profile.wire.PprofEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A default.pgo.
 *
 * @param digest SHA-256 of the pprof inside the gzip, 64 hexadecimal digits: the same whatever gzip the machine has
 * @param body gzipped
 */
public record Handout(String digest, byte[] body) {
    /** It is made once and kept in a repository: small counts. */
    private static final int GZIP_LEVEL = 6;

    /** A profile as it is handed out. */
    public static Handout of(Profile profile) {
        byte[] message = PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
        return new Handout(digest(message), Gzip.deflate(message, message.length, GZIP_LEVEL));
    }

    /** The digest of a pprof that is not in gzip any more. */
    public static String digest(byte[] message) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
