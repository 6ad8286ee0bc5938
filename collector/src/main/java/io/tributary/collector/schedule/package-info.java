/**
 * When what is fetched. {@link io.tributary.collector.schedule.Phase} spreads scrapes over the interval and keeps those of a process
 * apart, {@link io.tributary.collector.schedule.Rotation} lets some of a job's targets have theirs in turn,
 * {@link io.tributary.collector.schedule.Ticker} is due once an interval, {@link io.tributary.collector.schedule.Turns} lets one scrape
 * at a time go to a process, {@link io.tributary.collector.schedule.OverheadAccount} has the seconds that it may be under timed
 * profiles, {@link io.tributary.collector.schedule.Backoff} leaves one alone that fails.
 *
 * <p>May touch Vert.x' timers and label sets. Event loop only; nothing blocks.
 */
@NullMarked
package io.tributary.collector.schedule;

import org.jspecify.annotations.NullMarked;
