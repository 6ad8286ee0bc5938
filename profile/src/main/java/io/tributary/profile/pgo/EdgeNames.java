package io.tributary.profile.pgo;

import io.tributary.profile.column.IntColumn;
import io.tributary.profile.hash.Hashing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Symbols' names, as their bytes, under dense numbers in order of first sight. */
final class EdgeNames extends EdgeTable {
    private final List<byte[]> names = new ArrayList<>();
    private final IntColumn hashes = new IntColumn();

    int size() {
        return names.size();
    }

    /** The bytes of one; not to be written to. */
    byte[] get(int number) {
        return names.get(number);
    }

    /** The number of {@code bytes[from .. to)}; of a new name the {@link #size} before the call. */
    int number(byte[] bytes, int from, int to) {
        int hash = Hashing.bytes(bytes, from, to - from);
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            byte[] known = names.get(entry - 1);
            if (hashes.get(entry - 1) == hash && Arrays.equals(known, 0, known.length, bytes, from, to)) {
                return entry - 1;
            }
            slot = nextSlot(slot);
        }
        int name = names.size();
        names.add(Arrays.copyOfRange(bytes, from, to));
        hashes.add(hash);
        index(hash, name);
        return name;
    }

    @Override
    protected int hash(int name) {
        return hashes.get(name);
    }
}
