package io.tributary.storage;

/** How the values of profiles are put together. */
public enum MergeMode {
    /**
     * By what each sample type means: deltas (CPU) are summed; cumulative counters (alloc_*, contentions, delay) give
     * their increase between an instance's scrapes; gauges (inuse_*, goroutines, threads) their mean over an instance's
     * scrapes. Over instances everything is summed.
     */
    AUTO,
    /** The plain sum of all profiles, as {@code go tool pprof} gives it. */
    SUM
}
