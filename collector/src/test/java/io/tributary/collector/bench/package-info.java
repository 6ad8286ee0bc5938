/**
 * The collector's bars: a daemon as {@code tributary} starts it, and beside it, in this process, the targets that it profiles.
 * {@link io.tributary.collector.bench.ScaleBench} is the program; BENCHMARKS.md has its command.
 */
@NullMarked
package io.tributary.collector.bench;

import org.jspecify.annotations.NullMarked;
