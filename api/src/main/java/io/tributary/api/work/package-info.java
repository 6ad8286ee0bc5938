/**
 * Bounded pools for what must not run on an event loop. A pool has so many threads and so long a queue; beyond that it
 * refuses. Callers are on an event loop and get their answer back on it.
 */
@NullMarked
package io.tributary.api.work;

import org.jspecify.annotations.NullMarked;
