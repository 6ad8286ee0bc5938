package io.tributary.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Where execution traces and flight-recorder snapshots are kept: as they came, unread. Every call blocks and may be made from any
 * worker thread at any time; none holds more of a trace in memory than a small buffer. A failure that is the store's own is a
 * {@link StoreException}.
 */
public interface TraceStore {
    /**
     * What became of a trace that was put.
     *
     * @param id its name
     * @param added false when exactly this trace was there already
     */
    record Put(TraceId id, boolean added) {}

    /**
     * Keeps a trace, whole or not at all. When this returns it survives the end of the process. Putting exactly the same trace
     * with the same origin again changes nothing.
     *
     * @param durationNanos how long was traced, 0 when nobody knows
     * @param content read to its end; the caller closes it
     * @param mostBytes how long it may be
     * @throws IllegalArgumentException when the origin's service or type is empty or no name the store can keep, or its time is too
     *     old to be kept
     * @throws TraceTooLargeException when there is more
     * @throws IOException when the content cannot be read
     */
    Put put(Origin origin, long durationNanos, InputStream content, long mostBytes) throws IOException;

    /**
     * The selected traces in order of time. A selector is asked of the targets' labels.
     *
     * @param limit at most so many, positive
     * @param cursor {@link Page#next()} of the page before, or the empty string for the first
     * @throws IllegalArgumentException when the cursor is not one of ours
     */
    Page<StoredTrace> list(Selection selection, int limit, String cursor);

    /** One trace to be read; empty when there is none of that name. */
    Optional<OpenTrace> open(TraceId id);

    /** Deletes the selected traces, and says how many. */
    long delete(Selection selection);
}
