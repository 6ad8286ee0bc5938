package io.tributary.profile;

/**
 * The mappings of a profile by columns; row 0 is the main binary where there is one. Arrays are handed over and read only.
 *
 * @param start first address
 * @param limit one past the last address
 * @param fileOffset offset of {@code start} in the file
 * @param filename string number
 * @param buildId string number
 * @param flags the {@code HAS_…} bits
 */
public record MappingTable(long[] start, long[] limit, long[] fileOffset, int[] filename, int[] buildId, byte[] flags) {
    public static final int HAS_FUNCTIONS = 1;
    public static final int HAS_FILENAMES = 2;
    public static final int HAS_LINE_NUMBERS = 4;
    public static final int HAS_INLINE_FRAMES = 8;

    public int size() {
        return start.length;
    }
}
