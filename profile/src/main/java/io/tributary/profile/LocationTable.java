package io.tributary.profile;

/**
 * The locations of a profile by columns, each with its lines: the innermost inlined call first, as in
 * {@code profile.proto}. Arrays are handed over and read only.
 *
 * @param mapping row of the {@link MappingTable}, or {@link #NO_MAPPING}
 * @param address absolute address, 0 when unknown
 * @param folded pprof's {@code is_folded}
 * @param lineOffset n + 1 ascending offsets into the line columns; lines of location {@code i} are
 *     {@code [lineOffset[i], lineOffset[i + 1])}, possibly none
 * @param lineFunction row of the {@link FunctionTable} for each line
 * @param line source line for each line
 * @param column source column for each line, 0 when unknown
 */
public record LocationTable(
        int[] mapping,
        long[] address,
        boolean[] folded,
        int[] lineOffset,
        int[] lineFunction,
        long[] line,
        long[] column) {
    public static final int NO_MAPPING = -1;

    public int size() {
        return mapping.length;
    }
}
