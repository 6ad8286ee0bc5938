/**
 * What changed between two profiles, with exactly the meaning of {@code go tool pprof}'s {@code -base}, {@code
 * -diff_base} and {@code -normalize}: {@link io.tributary.profile.difference.Difference} and {@link
 * io.tributary.profile.difference.Normalization}, functions from profiles to a profile.
 *
 * <p>May touch {@code io.tributary.profile} and {@code io.tributary.profile.merge}. Nothing here has state.
 */
@NullMarked
package io.tributary.profile.difference;

import org.jspecify.annotations.NullMarked;
