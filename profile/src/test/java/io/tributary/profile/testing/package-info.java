/**
 * What tests of every module share: the real profiles of {@code testdata/}, Go's tools as the foreign oracle, how to wait, and ports.
 * Other modules take it from this module's test jar.
 */
@NullMarked
package io.tributary.profile.testing;

import org.jspecify.annotations.NullMarked;
