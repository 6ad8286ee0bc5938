/**
 * Totals over time: what groups of instances used, as points for a plot. {@link io.tributary.api.series.InstanceSeries} says how an
 * instance that was not profiled all the time counts.
 */
@NullMarked
package io.tributary.api.series;

import org.jspecify.annotations.NullMarked;
