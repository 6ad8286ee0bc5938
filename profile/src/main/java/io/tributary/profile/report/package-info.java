/**
 * Profiles shown to people: what {@link io.tributary.profile.report.text} (top, tree, traces), {@link
 * io.tributary.profile.report.flame} and {@link io.tributary.profile.report.stacks} have in common. {@link
 * io.tributary.profile.report.Frames} are a profile's calls by function, {@link
 * io.tributary.profile.report.Measurement} prints numbers as pprof does.
 *
 * <p>May touch {@code io.tributary.profile}, {@code column} and, for reading, {@code build}. Nothing here opens a file;
 * output goes to a stream of the caller's. Values may be shared between threads, everything else belongs to one.
 */
@NullMarked
package io.tributary.profile.report;

import org.jspecify.annotations.NullMarked;
