package io.tributary.collector.config;

import java.util.List;

/**
 * A whole targets file.
 *
 * @param jobs in the file's order, names unique
 */
public record TargetsConfig(List<JobConfig> jobs) {
    public TargetsConfig {
        jobs = List.copyOf(jobs);
    }
}
