/**
 * Between collector and API, which do not know each other: the targets of a file or, without one, Tributary as its own, and how
 * it goes with them as the API shows it. Touches the collector's and the API's types, no Vert.x. What the API asks comes from an
 * event loop and is answered from memory.
 */
@NullMarked
package io.tributary.deploy.targets;

import org.jspecify.annotations.NullMarked;
