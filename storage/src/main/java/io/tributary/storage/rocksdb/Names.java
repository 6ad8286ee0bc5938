package io.tributary.storage.rocksdb;

import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What can stand in a key. */
final class Names {
    static final int MAX_NAME_BYTES = 200;
    static final int MAX_LABELS_BYTES = 64 << 10;

    /** The end of the year 6052, the last whole one whose minutes can be counted in 32 bits. */
    private static final long MAX_TIME_MILLIS = 128_847_110_399_999L;

    private Names() {}

    static void check(String what, String name) {
        String problem = problem(name);
        if (problem != null) {
            throw new IllegalArgumentException(what + " " + problem);
        }
    }

    /** Whether a stored profile can have this name; null stands for any name. */
    static boolean canBeKept(@Nullable String name) {
        return name == null || problem(name) == null;
    }

    private static @Nullable String problem(String name) {
        if (name.isEmpty()) {
            return "is empty; give it a name";
        }
        if (name.indexOf('\0') >= 0) {
            return "has a NUL character; take it out";
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes > MAX_NAME_BYTES
                ? "is " + bytes + " bytes long; at most " + MAX_NAME_BYTES + " can be kept"
                : null;
    }

    /** The time, or the nearest that a key can have. */
    static long clamp(long timeMillis) {
        return Math.clamp(timeMillis, 0, MAX_TIME_MILLIS);
    }

    static void check(Origin origin) {
        if (origin.timeMillis() != clamp(origin.timeMillis())) {
            throw new IllegalArgumentException(
                    "time " + origin.timeMillis() + " ms is not between the years 1970 and 6052; mend the clock");
        }
        check("service", origin.service());
        check("type", origin.type());
        long bytes = 0;
        for (var label : origin.instance().values().entrySet()) {
            bytes += label.getKey().length() + (long) label.getValue().length();
        }
        if (bytes > MAX_LABELS_BYTES) {
            throw new IllegalArgumentException(
                    "the labels of " + origin.instance().getOrEmpty(Labels.INSTANCE) + " are " + bytes
                            + " characters long; at most " + MAX_LABELS_BYTES + " can be kept");
        }
    }
}
