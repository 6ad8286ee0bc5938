package io.tributary.collector.captures;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** A capture's name: when it was asked for, and chance. So names are in order of time, and say where to look for their traces. */
final class CaptureId {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}-[0-9a-f]{16}");
    private static final int TIME_DIGITS = 12;

    private CaptureId() {}

    static String next(Instant asked) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(asked.toEpochMilli(), TIME_DIGITS)
                + '-'
                + hex.toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** When it was asked for; empty when this is no name of ours. */
    static Optional<Instant> asked(String id) {
        return FORM.matcher(id).matches()
                ? Optional.of(Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(id, 0, TIME_DIGITS)))
                : Optional.empty();
    }
}
