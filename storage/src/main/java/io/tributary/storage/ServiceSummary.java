package io.tributary.storage;

import java.util.List;

/**
 * A service the store knows.
 *
 * @param service its name
 * @param types the profile types kept of it, sorted
 * @param instances distinct label sets
 * @param versions what their version label says, distinct and sorted
 * @param firstMillis time of its oldest profile
 * @param lastMillis time of its newest profile
 * @param profiles how many are kept
 * @param bytes their size, dictionaries left out
 */
public record ServiceSummary(
        String service,
        List<String> types,
        int instances,
        List<String> versions,
        long firstMillis,
        long lastMillis,
        long profiles,
        long bytes) {
    public ServiceSummary {
        types = List.copyOf(types);
        versions = List.copyOf(versions);
    }
}
