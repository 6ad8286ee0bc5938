/**
 * How many goroutines targets have, and when that is unusual. {@link io.tributary.collector.goroutines.GoMetrics} reads the number from
 * a target's own metrics, {@link io.tributary.collector.goroutines.GoroutineHistory} holds a target's numbers of the last hours and knows
 * a jump, {@link io.tributary.collector.goroutines.GoroutineWatch} has each jump reported once in a while.
 *
 * <p>Pure: no I/O, no threads, no clock; a {@link io.tributary.collector.goroutines.JumpListener} is told by who counts.
 */
@NullMarked
package io.tributary.collector.goroutines;

import org.jspecify.annotations.NullMarked;
