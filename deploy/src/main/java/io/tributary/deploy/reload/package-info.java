/**
 * Files that are read anew while the daemon runs, each on a thread of its own: {@link io.tributary.deploy.reload.FileReload} looks
 * whether one changed, reads it when it did and when somebody asks, and says in metrics and in the log how that went. What a file is
 * about is its {@link io.tributary.deploy.reload.FileReload.Source}'s. Touches Vert.x' futures and metrics.
 */
@NullMarked
package io.tributary.deploy.reload;

import org.jspecify.annotations.NullMarked;
