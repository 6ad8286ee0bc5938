/**
 * Feedback for Go's compiler out of profiles that are asked for through {@link io.tributary.api.pgo.feedback.PgoProfiles}: the weighted
 * edges, whether they are good enough and why, and a report. Knows no HTTP, so that the command line has it too. Blocks: for workers.
 */
@NullMarked
package io.tributary.api.pgo.feedback;

import org.jspecify.annotations.NullMarked;
