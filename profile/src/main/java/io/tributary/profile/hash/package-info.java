/** Seeded hashes, and the slots in which the tables of other packages find their rows. Knows nothing of profiles. */
@NullMarked
package io.tributary.profile.hash;

import org.jspecify.annotations.NullMarked;
