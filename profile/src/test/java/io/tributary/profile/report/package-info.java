/** Reports against {@code go tool pprof}'s own, and what only we have against its format's rules. */
@NullMarked
package io.tributary.profile.report;

import org.jspecify.annotations.NullMarked;
