/** Seeded hashes, for the tables of other packages. Knows nothing of profiles. */
@NullMarked
package io.tributary.profile.hash;

import org.jspecify.annotations.NullMarked;
