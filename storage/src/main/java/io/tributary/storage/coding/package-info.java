/**
 * How dictionaries and profiles look as bytes: {@link io.tributary.storage.coding.SegmentCodec} for what a dictionary
 * gained, {@link io.tributary.storage.coding.VectorCodec} for a vector, {@link
 * io.tributary.storage.coding.ProfileRecordCodec} for a stored profile. The layouts are drawn in the classes' comments;
 * each begins with a byte that names its format.
 *
 * <p>Knows {@code io.tributary.profile} and nothing else of Tributary. Codecs have no state and are for any thread. Bytes
 * that cannot be read are a {@link io.tributary.storage.coding.CorruptDataException}, whatever is wrong with them.
 */
@NullMarked
package io.tributary.storage.coding;

import org.jspecify.annotations.NullMarked;
