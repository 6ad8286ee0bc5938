package io.tributary.collector.config;

/**
 * What is to be captured.
 *
 * @param type a type's name in the store
 * @param seconds for how long, 0 for as long as the job has it configured
 */
public record CaptureConfig(String type, int seconds) {}
