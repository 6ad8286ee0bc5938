/**
 * What became of the scrapes of the last day, service by service: {@link io.tributary.collector.history.ScrapeHistory} is told how each
 * scrape ended and says, for any part of that time, how many there were and how many failed, and why.
 *
 * <p>In memory and bounded; no I/O, no threads of its own, no clock: the scrapes bring their time.
 */
@NullMarked
package io.tributary.collector.history;

import org.jspecify.annotations.NullMarked;
