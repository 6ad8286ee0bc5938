package io.tributary.collector.config;

import org.jspecify.annotations.Nullable;

/**
 * How much a job asks of its targets, beside how often.
 *
 * @param overheadBudget the share of a target's time, 0 to 1, that it may be under timed profiles; null where the file does not say,
 *     which means as much as the timed profiles of the targets take as they are planned
 * @param sampledTargets how many of the job's targets are profiled in each interval; 0 for all of them
 * @param metricsPath where targets serve their own metrics, of which goroutines are counted; null to count them from their profile
 */
public record ScheduleConfig(
        @Nullable Double overheadBudget,
        int sampledTargets,
        @Nullable String metricsPath) {
    public static final ScheduleConfig DEFAULT = new ScheduleConfig(null, 0, null);
}
