package io.tributary.storage.traces;

import io.tributary.storage.Origin;
import io.tributary.storage.TraceId;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A trace's file name: its time, then a digest of what it is, so that names are in order of time and the same trace has the same
 * one.
 *
 * @param timeMillis Unix milliseconds
 * @param digest 16 bytes in hexadecimal
 */
record TraceName(long timeMillis, String digest) implements Comparable<TraceName> {
    static final String SUFFIX = ".trace";
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{12}-[0-9a-f]{32}");
    private static final int TIME_DIGITS = 12;
    private static final int DIGEST_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

    /** @param facts all that is known of the trace, its content's digest included */
    static TraceName of(Origin origin, byte[] facts) {
        MessageDigest sha = TraceFile.sha256();
        return new TraceName(origin.timeMillis(), HEX.formatHex(Arrays.copyOf(sha.digest(facts), DIGEST_BYTES)));
    }

    /** Empty when the text is no name of ours. */
    static Optional<TraceName> parse(String text) {
        return TEXT.matcher(text).matches()
                ? Optional.of(new TraceName(
                        HexFormat.fromHexDigitsToLong(text, 0, TIME_DIGITS), text.substring(TIME_DIGITS + 1)))
                : Optional.empty();
    }

    /** The same of a file's name. */
    static Optional<TraceName> ofFile(String file) {
        return file.endsWith(SUFFIX) ? parse(file.substring(0, file.length() - SUFFIX.length())) : Optional.empty();
    }

    String text() {
        return HEX.toHexDigits(timeMillis, TIME_DIGITS) + '-' + digest;
    }

    TraceId id() {
        return new TraceId(text());
    }

    /** The day (UTC) it is of. */
    LocalDate day() {
        return LocalDate.ofInstant(Instant.ofEpochMilli(timeMillis), ZoneOffset.UTC);
    }

    @Override
    public int compareTo(TraceName other) {
        return text().compareTo(other.text());
    }
}
