package io.tributary.collector.ingest;

import io.tributary.storage.ProfileId;
import io.tributary.storage.TraceId;
import org.jspecify.annotations.Nullable;

/**
 * Where something is kept.
 *
 * @param trace as it came
 * @param profile what it is in the profile store, or null for an execution trace
 * @param bytes how many there are of it
 */
public record Kept(TraceId trace, @Nullable ProfileId profile, long bytes) {}
