/**
 * The text reports of {@code go tool pprof -symbolize=none}, byte for byte: {@link io.tributary.profile.report.text.Top}
 * ({@code -top}), {@link io.tributary.profile.report.text.Tree} ({@code -tree}) and {@link
 * io.tributary.profile.report.text.Traces} ({@code -traces}). Top is also a value.
 *
 * <p>A profile is shown as it is: the tool applies the profile's own {@code drop_frames} first, here the caller does.
 * One thread for each report.
 */
@NullMarked
package io.tributary.profile.report.text;

import org.jspecify.annotations.NullMarked;
