package io.tributary.profile.dictionary;

import io.tributary.profile.hash.Hashing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Distinct locations by pprof's key: mapping, address relative to the mapping's start, {@code is_folded}, and every
 * line's function and line. Of the columns pprof's key has the outermost line's alone; a dictionary that gives profiles
 * back as they were tells locations apart by every column.
 */
final class Locations extends NumberedTable {
    /** (mapping + 1) × 2, + 1 when folded. */
    int[] mappingAndFolded = new int[16];

    long[] address = new long[16];
    /** Size + 1 ascending offsets into the line columns. */
    int[] lineOffset = new int[17];

    int[] lineFunction = new int[16];
    long[] line = new long[16];
    /** Null until a line has a column: Go's and most others' have none. */
    long @Nullable [] column;

    /** Under a hash of each address the last two locations met there, + 1: guesses that are nearly always right. A power of two. */
    private int[] lastAt = new int[64];

    /** Of each function the first location whose outermost line is of it, + 1. */
    private int[] firstOf = new int[16];

    private final boolean keysEveryColumn;

    Locations(boolean keysEveryColumn) {
        this.keysEveryColumn = keysEveryColumn;
    }

    /** The first location whose outermost line is of a function, or -1. */
    int firstOf(int function) {
        return function < firstOf.length ? firstOf[function] - 1 : -1;
    }

    /** A location that was found or added with this mapping, address and fold lately, or -1. */
    int lastAt(int itsMapping, long itsAddress, boolean folded) {
        int mappingWord = mappingWord(itsMapping, folded);
        int slot = pairOf(mappingWord, itsAddress);
        int last = lastAt[slot] - 1;
        if (isAt(last, mappingWord, itsAddress)) {
            return last;
        }
        int before = lastAt[slot + 1] - 1;
        return isAt(before, mappingWord, itsAddress) ? before : -1;
    }

    private boolean isAt(int number, int mappingWord, long itsAddress) {
        return number >= 0 && address[number] == itsAddress && mappingAndFolded[number] == mappingWord;
    }

    private void remember(int number, int mappingWord, long itsAddress) {
        int slot = pairOf(mappingWord, itsAddress);
        lastAt[slot + 1] = lastAt[slot];
        lastAt[slot] = number + 1;
    }

    private int pairOf(int mappingWord, long itsAddress) {
        return Hashing.finish(itsAddress + mappingWord) & (lastAt.length - 2);
    }

    private static int mappingWord(int mapping, boolean folded) {
        return (mapping + 1) << 1 | (folded ? 1 : 0);
    }

    /** Whether a location has as many lines, with these numbers and the columns that belong to the key. */
    boolean hasNumbers(int n, long[] lines, long[] columns, int from, int to) {
        int at = lineOffset[n] - from;
        if (lineOffset[n + 1] - at != to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (line[at + i] != lines[i] || (isKey(i, to) && column(at + i) != columns[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Finds or adds a location whose lines are {@code [from, to)} of the given columns.
     *
     * @param itsMapping number of the mapping, or -1
     */
    int add(
            int itsMapping,
            long itsAddress,
            boolean folded,
            int[] functions,
            long[] lines,
            long[] columns,
            int from,
            int to) {
        int mappingWord = mappingWord(itsMapping, folded);
        long h = Hashing.step(Hashing.start(), itsAddress);
        h = Hashing.step(h, (long) (to - from) << 32 | mappingWord);
        for (int i = from; i < to; i++) {
            h = lineHash(h, functions[i], lines[i], isKey(i, to) ? columns[i] : 0);
        }
        int hash = Hashing.finish(h);
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int n = entry - 1;
            if (address[n] == itsAddress
                    && mappingAndFolded[n] == mappingWord
                    && sameLines(n, functions, lines, columns, from, to)) {
                remember(n, mappingWord, itsAddress);
                return n;
            }
            slot = nextSlot(slot);
        }
        mappingAndFolded = Columns.grow(mappingAndFolded, size + 1L, "locations");
        address = Columns.grow(address, size + 1L, "locations");
        lineOffset = Columns.grow(lineOffset, size + 2L, "locations");
        mappingAndFolded[size] = mappingWord;
        address[size] = itsAddress;
        addLines(functions, lines, columns, from, to);
        int number = indexNext(hash);
        if (size * 2L > lastAt.length) {
            lastAt = new int[lastAt.length * 2];
            for (int n = 0; n < size; n++) {
                remember(n, mappingAndFolded[n], address[n]);
            }
        }
        remember(number, mappingWord, itsAddress);
        return number;
    }

    private void addLines(int[] functions, long[] lines, long[] columns, int from, int to) {
        int end = lineOffset[size];
        long needed = (long) end + to - from;
        lineFunction = Columns.grow(lineFunction, needed, "lines");
        line = Columns.grow(line, needed, "lines");
        for (int i = from; i < to; i++) {
            int row = end + i - from;
            lineFunction[row] = functions[i];
            line[row] = lines[i];
            if (columns[i] != 0 || column != null) {
                // A view taken before the first column holds null, and all its lines have column 0.
                column = Columns.grow(column == null ? new long[line.length] : column, needed, "lines");
                column[row] = columns[i];
            }
        }
        lineOffset[size + 1] = (int) needed;
        if (from < to && firstOf(functions[to - 1]) < 0) {
            firstOf = Columns.grow(firstOf, functions[to - 1] + 1L, "functions");
            firstOf[functions[to - 1]] = size + 1;
        }
    }

    private boolean sameLines(int n, int[] functions, long[] lines, long[] columns, int from, int to) {
        return hasNumbers(n, lines, columns, from, to)
                && Arrays.equals(lineFunction, lineOffset[n], lineOffset[n + 1], functions, from, to);
    }

    /** Whether the column of a line belongs to the key, {@code to} being one past the location's last line. */
    private boolean isKey(int row, int to) {
        return keysEveryColumn || row == to - 1;
    }

    private long column(int row) {
        return column == null ? 0 : column[row];
    }

    private static long lineHash(long h, int function, long line, long column) {
        return Hashing.step(Hashing.step(h, (long) function << 32 | (column & 0xFFFF_FFFFL)), line);
    }

    @Override
    protected int hash(int n) {
        int from = lineOffset[n];
        int to = lineOffset[n + 1];
        long h = Hashing.step(Hashing.start(), address[n]);
        h = Hashing.step(h, (long) (to - from) << 32 | mappingAndFolded[n]);
        for (int i = from; i < to; i++) {
            h = lineHash(h, lineFunction[i], line[i], isKey(i, to) ? column(i) : 0);
        }
        return Hashing.finish(h);
    }

    @Override
    long memoryBytes() {
        return slotBytes()
                + 4L * lastAt.length
                + 4L * firstOf.length
                + 12L * address.length
                + 4L * lineOffset.length
                + 12L * line.length
                + (column == null ? 0 : 8L * column.length);
    }
}
