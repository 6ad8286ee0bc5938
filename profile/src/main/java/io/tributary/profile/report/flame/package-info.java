/**
 * Flame graphs: {@link io.tributary.profile.report.flame.FlameGraph} is a profile's stacks merged by name, as columns for
 * a web page.
 *
 * <p>A value, shared freely; building one belongs to one thread.
 */
@NullMarked
package io.tributary.profile.report.flame;

import org.jspecify.annotations.NullMarked;
