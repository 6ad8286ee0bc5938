/**
 * One profile over HTTP. {@link io.tributary.collector.fetch.Fetcher} asks, with one deadline from the connect to the last
 * byte and a bound on what is read; whatever goes wrong is a {@link io.tributary.collector.fetch.ScrapeException} with a
 * reason of a closed set.
 *
 * <p>May touch Vert.x and the configuration's values. Everything here runs on the event loop of the caller; nothing blocks.
 */
@NullMarked
package io.tributary.collector.fetch;

import org.jspecify.annotations.NullMarked;
