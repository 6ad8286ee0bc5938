package io.tributary.collector.config;

import java.time.Duration;

/**
 * One type of profile to take.
 *
 * @param type the name in the store: {@code cpu}, {@code heap}, … or one from the targets file
 * @param path where the target serves it, {@code path_prefix} included
 * @param seconds for how long the target is to collect, asked for as {@code ?seconds=}; 0 for a profile that is there at once
 * @param interval from one profile to the next: the type's own, or the job's
 */
public record ProfileConfig(String type, String path, int seconds, Duration interval) {}
