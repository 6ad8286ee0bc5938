package io.tributary.collector.config;

/**
 * A targets file that was read.
 *
 * @param shown what it says, to be shown: without comments, {@code <secret>} where a secret stands
 */
public record LoadedTargets(TargetsConfig config, String shown) {}
