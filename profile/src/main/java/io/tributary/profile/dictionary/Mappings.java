package io.tributary.profile.dictionary;

import io.tributary.profile.hash.Hashing;

/**
 * Distinct mappings by pprof's key (size rounded up to 4 KiB, file offset, and the build id, else the file name, else
 * nothing) and an ordinal. The ordinal tells apart mappings of one profile that have the same key, anonymous memory for
 * instance: pprof's merge makes one of them, but a profile read back has each. The other facts are those of the first
 * one met.
 */
final class Mappings extends NumberedTable {
    private static final long PAGE = 0x1000;

    long[] start = new long[4];
    long[] limit = new long[4];
    long[] fileOffset = new long[4];
    int[] filename = new int[4];
    int[] buildId = new int[4];
    byte[] flags = new byte[4];
    int[] ordinal = new int[4];

    int add(
            long itsStart,
            long itsLimit,
            long itsFileOffset,
            int itsFilename,
            int itsBuildId,
            byte itsFlags,
            int itsOrdinal) {
        long pages = pages(itsStart, itsLimit);
        int file = itsBuildId != 0 ? itsBuildId : itsFilename;
        int hash = hash(pages, itsFileOffset, file, itsOrdinal);
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int n = entry - 1;
            if (ordinal[n] == itsOrdinal
                    && fileOffset[n] == itsFileOffset
                    && file(n) == file
                    && pages(start[n], limit[n]) == pages) {
                return n;
            }
            slot = nextSlot(slot);
        }
        start = Columns.grow(start, size + 1L, "mappings");
        limit = Columns.grow(limit, size + 1L, "mappings");
        fileOffset = Columns.grow(fileOffset, size + 1L, "mappings");
        filename = Columns.grow(filename, size + 1L, "mappings");
        buildId = Columns.grow(buildId, size + 1L, "mappings");
        flags = Columns.grow(flags, size + 1L, "mappings");
        ordinal = Columns.grow(ordinal, size + 1L, "mappings");
        start[size] = itsStart;
        limit[size] = itsLimit;
        fileOffset[size] = itsFileOffset;
        filename[size] = itsFilename;
        buildId[size] = itsBuildId;
        flags[size] = itsFlags;
        ordinal[size] = itsOrdinal;
        return indexNext(hash);
    }

    /** Finds or adds the mapping of which nothing is known. */
    int addEmpty() {
        return add(0, 0, 0, 0, 0, (byte) 0, 0);
    }

    static long pages(long start, long limit) {
        return Long.divideUnsigned(limit - start + PAGE - 1, PAGE);
    }

    private int file(int n) {
        return buildId[n] != 0 ? buildId[n] : filename[n];
    }

    @Override
    protected int hash(int n) {
        return hash(pages(start[n], limit[n]), fileOffset[n], file(n), ordinal[n]);
    }

    private static int hash(long pages, long fileOffset, int file, int ordinal) {
        long h = Hashing.step(Hashing.start(), pages);
        h = Hashing.step(h, fileOffset);
        return Hashing.finish(Hashing.step(h, (long) ordinal << 32 | file));
    }

    @Override
    long memoryBytes() {
        return slotBytes() + 37L * start.length;
    }
}
