/**
 * pprof as bytes: {@link io.tributary.profile.wire.PprofDecoder} reads them into a
 * {@link io.tributary.profile.Profile}, {@link io.tributary.profile.wire.PprofEncoder} writes one in its only canonical
 * form, {@link io.tributary.profile.wire.Gzip} wraps both, and {@link io.tributary.profile.wire.Zstd} may.
 *
 * <p>May touch the value types, the columns and zstd-jni; no generated classes. Everything is static or lives for one call, but for empty tables that one decode
 * hands on to the next, so any number of threads may decode and encode at once.
 */
@NullMarked
package io.tributary.profile.wire;

import org.jspecify.annotations.NullMarked;
