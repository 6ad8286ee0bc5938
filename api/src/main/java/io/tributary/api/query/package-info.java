/**
 * Questions about stored profiles: times, ranges and selectors as users write them, and the endpoints that list, read and
 * merge. Parsing happens on the event loop; the store is asked on a {@link io.tributary.api.work.WorkerPool}.
 */
@NullMarked
package io.tributary.api.query;

import org.jspecify.annotations.NullMarked;
