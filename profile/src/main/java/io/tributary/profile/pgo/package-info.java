/**
 * What Go's compiler reads of a profile, and what can be said of it: weighted call edges ({@link
 * io.tributary.profile.pgo.CallEdges}), the smallest profile that says the same ({@link io.tributary.profile.pgo.EdgeForm}), how
 * alike two are, and how much is still unseen. Pure calculation, for any one thread; the rules are those of Go 1.26's {@code
 * cmd/internal/pgo} and {@code internal/profile}, held against {@code go tool preprofile} by tests.
 */
@NullMarked
package io.tributary.profile.pgo;

import org.jspecify.annotations.NullMarked;
