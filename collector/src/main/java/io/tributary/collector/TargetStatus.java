package io.tributary.collector;

import io.tributary.storage.Labels;
import java.util.List;
import java.util.SortedMap;

/**
 * How it goes with one target.
 *
 * @param job the {@code job_name} it belongs to
 * @param labels its whole label set, its identity
 * @param discoveredLabels what they were before relabelling, without secrets
 * @param samplingIntervals of so many intervals it is profiled in one; 1 where all of the job's targets are profiled in each
 * @param overheadBudget the share of the time, 0 to 1, that its process may be under timed profiles, all of its targets' together
 * @param overheadShare the share of the last hour, or of the time since it is scraped, that it was
 * @param profiles one for each profile type, sorted by type
 */
public record TargetStatus(
        String job,
        Labels labels,
        SortedMap<String, String> discoveredLabels,
        int samplingIntervals,
        double overheadBudget,
        double overheadShare,
        List<ProfileStatus> profiles) {
    public TargetStatus {
        profiles = List.copyOf(profiles);
    }

    /** Down when any of its last scrapes failed, else up when any succeeded, else unknown. */
    public Health health() {
        Health health = Health.UNKNOWN;
        for (ProfileStatus profile : profiles) {
            if (profile.health() == Health.DOWN) {
                return Health.DOWN;
            } else if (profile.health() == Health.UP) {
                health = Health.UP;
            }
        }
        return health;
    }
}
