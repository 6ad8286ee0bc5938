/**
 * Execution traces, flight-recorder snapshots and other captures as they came: listed, and sent without being held in memory. The store is
 * read on a {@link io.tributary.api.work.WorkerPool} of its own, so that downloads and questions do not wait for each other.
 */
@NullMarked
package io.tributary.api.traces;

import org.jspecify.annotations.NullMarked;
