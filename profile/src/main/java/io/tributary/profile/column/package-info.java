/**
 * Columns that grow while a profile is read or built and are trimmed into the arrays of a
 * {@link io.tributary.profile.Profile} at the end. One thread each.
 */
@NullMarked
package io.tributary.profile.column;

import org.jspecify.annotations.NullMarked;
