package io.tributary.profile.pgo;

import io.tributary.profile.column.IntColumn;
import io.tributary.profile.hash.Hashing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Symbols' names, as their bytes, under dense numbers in order of first sight. */
final class EdgeNames {
    private static final int FIRST_SLOTS = 1024;

    private final List<byte[]> names = new ArrayList<>();
    private final IntColumn hashes = new IntColumn();
    /** A name's number and one, 0 where the slot is free; a power of two of them. */
    private int[] slots = new int[FIRST_SLOTS];

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
        for (int slot = hash; ; slot++) {
            int at = slot & (slots.length - 1);
            int name = slots[at] - 1;
            if (name < 0) {
                return add(at, hash, Arrays.copyOfRange(bytes, from, to));
            }
            byte[] known = names.get(name);
            if (hashes.get(name) == hash && Arrays.equals(known, 0, known.length, bytes, from, to)) {
                return name;
            }
        }
    }

    private int add(int slot, int hash, byte[] name) {
        names.add(name);
        hashes.add(hash);
        slots[slot] = names.size();
        if (2 * names.size() > slots.length) {
            grow();
        }
        return names.size() - 1;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int name = 0; name < names.size(); name++) {
            int slot = hashes.get(name);
            while (slots[slot & (slots.length - 1)] != 0) {
                slot++;
            }
            slots[slot & (slots.length - 1)] = name + 1;
        }
    }
}
