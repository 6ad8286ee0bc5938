/**
 * Traces and other captures as files, one for each: {@code traces/DAY/NAME.trace} in the store's folder. They are large, come rarely and are read whole, which
 * files are made for; in the engine each would be written again at every compaction. {@link
 * io.tributary.storage.traces.TraceFolder} is the way in, {@link io.tributary.storage.traces.TraceFile} draws a file's layout.
 *
 * <p>May touch {@code storage}, {@code storage.coding}, {@code storage.files} and {@code storage.selector}. Calls block and are for any thread. The folder is used by
 * one process: whoever opens the store has made sure of that.
 */
@NullMarked
package io.tributary.storage.traces;

import org.jspecify.annotations.NullMarked;
