package io.tributary.collector.targets;

import io.tributary.collector.schedule.Rotation;
import io.tributary.storage.Labels;
import java.util.List;
import java.util.SortedMap;

/**
 * A process that is profiled.
 *
 * @param job the {@code job_name} it belongs to
 * @param labels after relabelling: its identity in the store
 * @param discoveredLabels before relabelling
 * @param rotation in which intervals it is profiled
 * @param scrapes one for each profile type, sorted by type; at least one
 */
public record Target(
        String job,
        Labels labels,
        SortedMap<String, String> discoveredLabels,
        Rotation rotation,
        List<Scrape> scrapes) {
    public Target {
        scrapes = List.copyOf(scrapes);
    }
}
