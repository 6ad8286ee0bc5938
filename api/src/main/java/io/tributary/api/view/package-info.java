/**
 * Profiles as answers: a {@link io.tributary.api.view.View} is what somebody wants to see of a profile, in the words of {@code go tool
 * pprof}'s flags, and {@link io.tributary.api.view.Rendering} makes the bytes of it. Knows nothing of the store.
 */
@NullMarked
package io.tributary.api.view;

import org.jspecify.annotations.NullMarked;
