/**
 * Adding profiles up, with exactly the meaning of {@code go tool pprof -symbolize=none -proto a b c}: {@link
 * io.tributary.profile.merge.ProfileMerger} for whole profiles, {@link io.tributary.profile.merge.HeaderMerger} for
 * headers alone, {@link io.tributary.profile.merge.VectorAccumulator} for vectors over one dictionary.
 *
 * <p>May touch {@code io.tributary.profile} and {@code io.tributary.profile.dictionary}. Accumulators and mergers belong
 * to one thread; accumulators of several threads over one dictionary can be added up at the end.
 */
@NullMarked
package io.tributary.profile.merge;

import org.jspecify.annotations.NullMarked;
