package io.tributary.profile;

/**
 * The functions of a profile by columns. Arrays are handed over and read only.
 *
 * @param name string number of the linker's symbol, verbatim
 * @param systemName string number
 * @param filename string number
 * @param startLine line of the declaration, 0 when unknown
 */
public record FunctionTable(int[] name, int[] systemName, int[] filename, long[] startLine) {
    public int size() {
        return name.length;
    }
}
