package io.tributary.profile;

/**
 * One pprof profile as columns of primitive arrays: rows refer to each other by dense numbers that mean something inside
 * this profile only. Whoever makes one (decoder, builder, merge) guarantees that every number is in range, so readers
 * need not check.
 *
 * @param header what the profile says beside its samples
 * @param strings the string table, string 0 empty
 * @param mappings row 0 is the main binary
 * @param functions rows named by the locations' lines
 * @param locations rows named by the samples' stacks
 * @param samples in no particular order; the same stack and labels may come more than once
 */
public record Profile(
        Header header,
        StringTable strings,
        MappingTable mappings,
        FunctionTable functions,
        LocationTable locations,
        SampleTable samples) {
    /** The number of value columns. */
    public int valueCount() {
        return header.sampleTypes().size();
    }

    /** With another header and other samples, which name rows of the same tables. */
    public Profile with(Header other, SampleTable others) {
        return new Profile(other, strings, mappings, functions, locations, others);
    }

    /** The sum of each value column, wrapping at 64 bits as pprof's own sums do. */
    public long[] totals() {
        int columns = valueCount();
        long[] totals = new long[columns];
        long[] values = samples.values();
        for (int i = 0; i < values.length; i += columns) {
            for (int c = 0; c < columns; c++) {
                totals[c] += values[i + c];
            }
        }
        return totals;
    }
}
