package io.tributary.collector.goroutines;

/**
 * What a target said.
 *
 * @param goroutines how many there are
 * @param processStart when the process began, in seconds since the epoch; NaN where that is not known
 */
public record GoroutineCount(long goroutines, double processStart) {}
