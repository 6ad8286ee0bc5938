package io.tributary.collector.ingest;

import io.tributary.storage.PutResult;

/**
 * A profile that was put into the store.
 *
 * @param total of its first sample type, over all samples: of a goroutine profile how many there are
 */
public record Ingested(PutResult put, long total) {}
