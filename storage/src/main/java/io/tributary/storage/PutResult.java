package io.tributary.storage;

/**
 * What became of a profile that was put.
 *
 * @param id its name
 * @param added false when exactly this profile was there already
 */
public record PutResult(ProfileId id, boolean added) {}
