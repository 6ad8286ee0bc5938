package io.tributary.api.query;

import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import io.tributary.storage.TimeRange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** Names under which a browser saves an answer. */
public final class FileNames {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_PART = 64;
    private static final Set<String> RAW = Set.of("trace", "flight_recorder");

    private FileNames() {}

    /** For instance {@code shop.cpu.20260301T110000Z-20260301T120000Z.pb.gz}. */
    static String merge(String service, String type, TimeRange range, String extension) {
        return safe(service) + "." + safe(type) + "."
                + TIME.format(Instant.ofEpochMilli(range.fromMillis())) + "-"
                + TIME.format(Instant.ofEpochMilli(range.toMillis())) + '.' + extension;
    }

    /** For instance {@code shop.trace.10_0_0_1_6060.20260301T110000Z.trace}; what is no trace is a profile of some kind. */
    public static String trace(Origin origin) {
        return safe(origin.service()) + "." + safe(origin.type()) + "."
                + safe(origin.instance().getOrEmpty(Labels.INSTANCE)) + "."
                + TIME.format(Instant.ofEpochMilli(origin.timeMillis()))
                + (RAW.contains(origin.type()) ? ".trace" : ".pprof");
    }

    private static String safe(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9_-]", "_");
        return safe.substring(0, Math.min(safe.length(), LONGEST_PART));
    }
}
