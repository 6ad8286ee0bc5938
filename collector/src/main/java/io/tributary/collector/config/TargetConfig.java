package io.tributary.collector.config;

import io.tributary.storage.Labels;

/**
 * One process to profile.
 *
 * @param labels its whole label set, {@code job} and {@code instance} included: its identity
 */
public record TargetConfig(Address address, Labels labels) {}
