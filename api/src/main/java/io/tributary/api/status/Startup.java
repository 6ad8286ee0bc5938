package io.tributary.api.status;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the daemon was started as, which does not change while it runs. Nothing in it may hold a secret: it is shown as it is.
 *
 * @param time when it began
 * @param version its own
 * @param flags every flag of the command line by its name, with the value that is in force; the empty string where there is none
 * @param storageFormat the version of the format that its store is written in
 */
public record Startup(Instant time, String version, SortedMap<String, String> flags, int storageFormat) {
    public Startup {
        flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
    }
}
