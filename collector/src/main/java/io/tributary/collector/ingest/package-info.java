/**
 * From bytes to the store. {@link io.tributary.collector.ingest.Ingest} decodes and puts on its own bounded pool, threads
 * {@code tributary-ingest-N}; captures and execution traces it keeps as they came.
 *
 * <p>May touch the profile decoder and the store's interface; no Vert.x. Submitting never blocks.
 */
@NullMarked
package io.tributary.collector.ingest;

import org.jspecify.annotations.NullMarked;
