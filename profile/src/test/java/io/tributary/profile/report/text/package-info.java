/** The text reports against {@code go tool pprof}'s, byte for byte. */
@NullMarked
package io.tributary.profile.report.text;

import org.jspecify.annotations.NullMarked;
