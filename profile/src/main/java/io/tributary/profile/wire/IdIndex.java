package io.tributary.profile.wire;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.InvalidProfileException.Reason;
import io.tributary.profile.column.LongColumn;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * From the ids of a table to its rows. Ids that count 1, 2, 3 … in the table's order, as nearly every program writes
 * them, need no index; others go into an open-addressing table.
 */
final class IdIndex {
    /** Ids come from outside: without it a hostile target could send ones that all fall into one slot. */
    private static final long SEED = new SplittableRandom().nextLong();

    private static final long[] NO_KEYS = {};
    private static final int[] NO_ROWS = {};

    /** The number of rows where ids count from 1, else −1. */
    private final int dense;

    private final long[] keys;
    private final int[] rows;

    private IdIndex(int dense, long[] keys, int[] rows) {
        this.dense = dense;
        this.keys = keys;
        this.rows = rows;
    }

    /** Indexes a table's ids; refuses zero and duplicate ones. */
    static IdIndex of(LongColumn ids, String table) throws InvalidProfileException {
        int n = ids.size();
        int inOrder = 0;
        while (inOrder < n && ids.get(inOrder) == inOrder + 1L) {
            inOrder++;
        }
        if (inOrder == n) {
            return new IdIndex(n, NO_KEYS, NO_ROWS);
        }
        int capacity = Math.max(8, Integer.highestOneBit(Math.max(1, n)) * 4);
        long[] keys = new long[capacity];
        int[] rows = new int[capacity];
        Arrays.fill(rows, -1);
        for (int row = 0; row < n; row++) {
            long id = ids.get(row);
            if (id == 0) {
                throw new InvalidProfileException(Reason.MALFORMED, table + "[" + row + "]: the id is zero or missing");
            }
            int slot = slot(id, capacity);
            while (rows[slot] >= 0) {
                if (keys[slot] == id) {
                    throw new InvalidProfileException(
                            Reason.MALFORMED,
                            table + "[" + row + "]: the id " + Long.toUnsignedString(id) + " is that of " + table + "["
                                    + rows[slot] + "] too");
                }
                slot = (slot + 1) & (capacity - 1);
            }
            keys[slot] = id;
            rows[slot] = row;
        }
        return new IdIndex(-1, keys, rows);
    }

    /** The row of an id, −1 if there is none. */
    int row(long id) {
        if (dense >= 0) {
            return id >= 1 && id <= dense ? (int) id - 1 : -1;
        }
        int slot = slot(id, keys.length);
        while (rows[slot] >= 0) {
            if (keys[slot] == id) {
                return rows[slot];
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        return -1;
    }

    /** MurmurHash3's finalizer over the seeded id: every bit counts in every other, and nobody outside knows the seed. */
    private static int slot(long id, int capacity) {
        long h = id ^ SEED;
        h = (h ^ (h >>> 33)) * 0xff51_afd7_ed55_8ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
        return (int) (h ^ (h >>> 33)) & (capacity - 1);
    }
}
