/**
 * Whether a version of a service uses less CPU than another: cores for each instance, hour of the week by hour of the week, with an
 * interval. Knows the store's totals and how the API is asked; no profile, no stacks.
 */
@NullMarked
package io.tributary.api.pgo.effect;

import org.jspecify.annotations.NullMarked;
