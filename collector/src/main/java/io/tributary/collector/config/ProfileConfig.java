package io.tributary.collector.config;

/**
 * One type of profile to take.
 *
 * @param type the name in the store: {@code cpu}, {@code heap}, … or one from the targets file
 * @param path where the target serves it, {@code path_prefix} included
 * @param seconds for how long the target is to collect, asked for as {@code ?seconds=}; 0 for a profile that is there at once
 */
public record ProfileConfig(String type, String path, int seconds) {}
