/**
 * A pprof profile as a value. {@link io.tributary.profile.Profile} is the one form in which profiles travel through
 * Tributary: the decoder gives it, the store takes it and answers a merge with it, the encoder writes it.
 *
 * <p>Nothing here does I/O beyond byte arrays and streams, starts a thread or reads a clock. Values are immutable once
 * built (arrays are handed over, not copied) and may be shared between threads.
 */
@NullMarked
package io.tributary.profile;

import org.jspecify.annotations.NullMarked;
