package io.tributary.storage;

/**
 * A stored trace as a list shows it.
 *
 * @param id its name
 * @param origin whose, of what kind, when; the type is {@code trace} or a name from the targets file
 * @param durationNanos how long was traced, 0 when nobody said
 * @param bytes its length
 * @param sha256 of its bytes, in hexadecimal
 */
public record StoredTrace(TraceId id, Origin origin, long durationNanos, long bytes, String sha256) {}
