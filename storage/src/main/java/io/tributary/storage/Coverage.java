package io.tributary.storage;

/**
 * What an answer is made of.
 *
 * @param profiles how many profiles
 * @param instances of how many instances
 * @param share which part of the range was profiled, 0 to 1, averaged over these instances: for timed profiles the sum of
 *     their durations inside the range, for others the stretch from the first to the last one
 */
public record Coverage(long profiles, int instances, double share) {}
