package io.tributary.api.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route takes as a request's body.
 *
 * @param mostBytes 0 where it takes none
 * @param mediaTypes of which it has to be one
 * @param undeclared whether it may come without saying what it is
 * @param budget what all such bodies that are read or worked on may take together, or null where they are small
 * @param fix how it is sent
 * @param smaller what to do about one that is too large
 */
public record BodyRule(
        int mostBytes,
        List<String> mediaTypes,
        boolean undeclared,
        @Nullable ByteBudget budget,
        String fix,
        String smaller) {
    private static final String WITHOUT = "Send the request without a body.";
    public static final BodyRule NONE = new BodyRule(0, List.of(), true, null, WITHOUT, WITHOUT);

    private static final String JSON = "application/json";

    public BodyRule {
        mediaTypes = List.copyOf(mediaTypes);
    }

    /** JSON, which a page of another server cannot send unasked, since it has to be declared. */
    public static BodyRule json(int mostBytes) {
        return new BodyRule(
                mostBytes,
                List.of(JSON),
                false,
                null,
                "Send JSON with the header Content-Type: " + JSON + "; with curl, use --json.",
                "Send less at once; for Alertmanager's webhook, set max_alerts.");
    }

    /** A pprof profile, compressed by itself (gzip, zstd) or not at all. */
    public static BodyRule pprof(int mostBytes, ByteBudget budget) {
        return new BodyRule(
                mostBytes,
                List.of("application/octet-stream", "application/x-protobuf"),
                true,
                budget,
                "Send the profile's bytes as they are, gzip or not, with the header Content-Type: application/octet-stream and"
                        + " without Content-Encoding; with curl: --data-binary @cpu.pb.gz -H 'Content-Type: application/octet-stream'.",
                "Take it for a shorter time, or of a smaller part of the program.");
    }

    /** A file, compressed by itself or not at all. */
    public static BodyRule file(int mostBytes, ByteBudget budget) {
        return new BodyRule(
                mostBytes,
                List.of("application/octet-stream", "application/gzip"),
                false,
                budget,
                "Send the file with the header Content-Type: application/octet-stream; with curl, use -H and"
                        + " --data-binary @FILE.",
                "Send a smaller file.");
    }

    /** Whether it takes one at all. */
    public boolean takes() {
        return mostBytes > 0;
    }
}
