/**
 * Between collector and API, which do not know each other: the targets of a file or, without one, Tributary as its own, how
 * it goes with them, and what is captured from them, as the API shows it. Touches the collector's and the API's types, of Vert.x its
 * futures alone. {@link io.tributary.deploy.targets.TargetsReload} has a file read anew. What the API asks comes from
 * an event loop and is answered from memory, or comes from a worker.
 */
@NullMarked
package io.tributary.deploy.targets;

import org.jspecify.annotations.NullMarked;
