/**
 * What hostile bytes may do to this module: one class for each target, with the method Jazzer calls; the seeds they start
 * from; and a test that gives every seed and every finding of old to every target in each build. {@link
 * io.tributary.profile.fuzz.Fuzz} fuzzes for as long as it is told (CONTRIBUTING.md has the command).
 *
 * <p>Targets touch the public doors of the other packages only. Nothing here needs Jazzer to compile.
 */
@NullMarked
package io.tributary.profile.fuzz;

import org.jspecify.annotations.NullMarked;
