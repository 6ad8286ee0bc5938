/**
 * What tests of every module share: the real profiles of {@code testdata/} and Go's tools as the foreign oracle. Other
 * modules take it from this module's test jar.
 */
@NullMarked
package io.tributary.profile.testing;

import org.jspecify.annotations.NullMarked;
