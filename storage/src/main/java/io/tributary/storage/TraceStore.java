package io.tributary.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Where execution traces, flight-recorder snapshots and other captures are kept: as they came, unread. Every call blocks and may be made from any
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

    /** How many annotations a trace may have. */
    int MOST_ANNOTATIONS = 32;

    /** How long an annotation's value may be, in characters. A name has 1 to 64. */
    int LONGEST_ANNOTATION = 4_096;

    /**
     * Keeps a trace, whole or not at all. When this returns it survives the end of the process. Putting exactly the same trace
     * with the same origin and annotations again changes nothing.
     *
     * @param durationNanos how long was traced, 0 when nobody knows
     * @param annotations what else is to be known of it, as why it was taken
     * @param content read to its end; the caller closes it
     * @param mostBytes how long it may be
     * @throws IllegalArgumentException when the origin's service or type is empty or no name the store can keep, or its time is too
     *     old to be kept, or there are more or longer annotations than are kept
     * @throws TraceTooLargeException when there is more
     * @throws IOException when the content cannot be read
     */
    Put put(Origin origin, long durationNanos, Map<String, String> annotations, InputStream content, long mostBytes)
            throws IOException;

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
