package io.tributary.collector.targets;

import java.util.SortedMap;

/**
 * A target that was discovered and is not scraped, or not for all of its profile types.
 *
 * @param job the {@code job_name} it belongs to
 * @param discoveredLabels before relabelling
 * @param detail what happened, for a person
 */
public record DroppedTarget(String job, SortedMap<String, String> discoveredLabels, Reason reason, String detail) {
    /** The same, as it can be shown. */
    public DroppedTarget shown() {
        return new DroppedTarget(job, DiscoveredLabels.shown(discoveredLabels), reason, detail);
    }

    /** Why. */
    public enum Reason {
        /** A rule of {@code relabel_configs} says so. */
        RELABELLED,
        /** Another collector scrapes it. */
        SHARD,
        /** It cannot be scraped or stored as its labels are, which nobody will have meant. */
        INVALID
    }
}
