/**
 * Choosing samples and frames by name and by label, with exactly the meaning of {@code go tool pprof}'s flags: {@link
 * io.tributary.profile.filter.Filters} is what somebody asked for, {@link io.tributary.profile.filter.ProfileFilter} the
 * same compiled, a function from profile to profile; {@link io.tributary.profile.filter.DropFrames} is what the profile
 * itself asks for.
 *
 * <p>May touch {@code io.tributary.profile}, {@code io.tributary.profile.report} for pprof's units, and RE2/J. Values may
 * be shared between threads; whatever is made for one profile belongs to one.
 */
@NullMarked
package io.tributary.profile.filter;

import org.jspecify.annotations.NullMarked;
