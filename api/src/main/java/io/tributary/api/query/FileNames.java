package io.tributary.api.query;

import io.tributary.storage.TimeRange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names under which a browser saves an answer. */
final class FileNames {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_PART = 64;

    private FileNames() {}

    /** For instance {@code shop.cpu.20260301T110000Z-20260301T120000Z.pb.gz}. */
    static String merge(String service, String type, TimeRange range) {
        return safe(service) + "." + safe(type) + "."
                + TIME.format(Instant.ofEpochMilli(range.fromMillis())) + "-"
                + TIME.format(Instant.ofEpochMilli(range.toMillis())) + ".pb.gz";
    }

    private static String safe(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9_-]", "_");
        return safe.substring(0, Math.min(safe.length(), LONGEST_PART));
    }
}
