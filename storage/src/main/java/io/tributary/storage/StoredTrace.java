package io.tributary.storage;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A stored trace as a list shows it.
 *
 * @param id its name
 * @param origin whose, of what kind, when; the type is {@code trace}, {@code flight_recorder} or that of a captured profile
 * @param durationNanos how long was traced, 0 when nobody said
 * @param annotations what was said of it when it was put
 * @param bytes its length
 * @param sha256 of its bytes, in hexadecimal
 */
public record StoredTrace(
        TraceId id,
        Origin origin,
        long durationNanos,
        SortedMap<String, String> annotations,
        long bytes,
        String sha256) {
    public StoredTrace {
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
}
