package io.tributary.storage;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A profile that was handed out to be built with.
 *
 * @param service whose
 * @param digest names it: 64 hexadecimal digits
 * @param timeMillis when it was handed out, Unix milliseconds
 * @param parameters what was asked for, by parameter
 * @param edges how many call edges Go's compiler reads of it
 * @param samples how many samples it was made of
 * @param verdict what was thought of it then
 */
public record Release(
        String service,
        String digest,
        long timeMillis,
        SortedMap<String, String> parameters,
        int edges,
        double samples,
        String verdict) {
    public Release {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a digest is 64 hexadecimal digits, not " + digest);
        }
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }
}
