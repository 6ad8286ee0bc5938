/**
 * Making a profile piece by piece: {@link io.tributary.profile.build.ProfileBuilder}, for programs that profile
 * themselves and for tests. One thread each.
 */
@NullMarked
package io.tributary.profile.build;

import org.jspecify.annotations.NullMarked;
