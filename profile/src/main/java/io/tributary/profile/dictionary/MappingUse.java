package io.tributary.profile.dictionary;

/**
 * A mapping as one profile has it: the dictionary knows a mapping by pprof's merge key, but where it was loaded, and
 * what the key leaves out, is the profile's own.
 *
 * @param mapping number in the dictionary
 * @param start first address
 * @param limit one past the last address
 * @param fileOffset offset of {@code start} in the file
 * @param filename string number in the dictionary
 * @param buildId string number in the dictionary
 * @param flags the {@code HAS_…} bits of {@link io.tributary.profile.MappingTable}
 */
public record MappingUse(int mapping, long start, long limit, long fileOffset, int filename, int buildId, byte flags) {}
