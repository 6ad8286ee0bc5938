package io.tributary.collector.ingest;

import io.tributary.storage.Origin;
import java.util.Map;

/**
 * How something that was fetched is kept as it came.
 *
 * @param isProfile whether it goes into the profile store too; an execution trace does not
 * @param durationNanos how long it was collected for, 0 for what is there at once
 * @param annotations what else is to be known of it
 */
public record Keeping(Origin origin, boolean isProfile, long durationNanos, Map<String, String> annotations) {
    /** The annotation that says which stored profile it is. */
    public static final String PROFILE = "profile";

    public Keeping {
        annotations = Map.copyOf(annotations);
    }
}
