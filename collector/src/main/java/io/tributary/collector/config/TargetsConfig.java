package io.tributary.collector.config;

import java.util.List;

/**
 * A whole targets file.
 *
 * @param jobs in the file's order, names unique
 * @param shard which of their targets are this collector's
 * @param captures what is captured beside the schedule
 */
public record TargetsConfig(List<JobConfig> jobs, ShardConfig shard, CapturesConfig captures) {
    public TargetsConfig {
        jobs = List.copyOf(jobs);
    }
}
