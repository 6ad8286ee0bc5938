/**
 * What {@code go build -pgo} takes, over HTTP: {@code /pgo/{service}/…}. Answers are made of {@link
 * io.tributary.api.pgo.feedback.Feedback}, which is kept as long as the profiles it was made of are the same; what is handed out is kept
 * as a release. All work is done on a {@link io.tributary.api.work.WorkerPool}.
 */
@NullMarked
package io.tributary.api.pgo;

import org.jspecify.annotations.NullMarked;
