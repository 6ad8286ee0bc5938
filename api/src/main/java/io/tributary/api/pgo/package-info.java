/**
 * What {@code go build -pgo} takes: the merged CPU profile of a service, checked against what Go's compiler needs before
 * it is handed out, since the compiler itself says little about a profile that is of no use to it.
 */
@NullMarked
package io.tributary.api.pgo;

import org.jspecify.annotations.NullMarked;
