package io.tributary.profile.dictionary;

import io.tributary.profile.hash.Hashing;

/** Distinct functions by pprof's key: name, system name, file name, start line. */
final class Functions extends NumberedTable {
    int[] name = new int[16];
    int[] systemName = new int[16];
    int[] filename = new int[16];
    long[] startLine = new long[16];

    int add(int itsName, int itsSystemName, int itsFilename, long itsStartLine) {
        int hash = hash(itsName, itsSystemName, itsFilename, itsStartLine);
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int n = entry - 1;
            if (name[n] == itsName
                    && systemName[n] == itsSystemName
                    && filename[n] == itsFilename
                    && startLine[n] == itsStartLine) {
                return n;
            }
            slot = nextSlot(slot);
        }
        name = Columns.grow(name, size + 1L, "functions");
        systemName = Columns.grow(systemName, size + 1L, "functions");
        filename = Columns.grow(filename, size + 1L, "functions");
        startLine = Columns.grow(startLine, size + 1L, "functions");
        name[size] = itsName;
        systemName[size] = itsSystemName;
        filename[size] = itsFilename;
        startLine[size] = itsStartLine;
        return indexNext(hash);
    }

    @Override
    protected int hash(int n) {
        return hash(name[n], systemName[n], filename[n], startLine[n]);
    }

    private static int hash(int name, int systemName, int filename, long startLine) {
        long h = Hashing.step(Hashing.start(), (long) name << 32 | systemName);
        h = Hashing.step(h, filename);
        return Hashing.finish(Hashing.step(h, startLine));
    }

    @Override
    long memoryBytes() {
        return slotBytes() + 20L * name.length;
    }
}
