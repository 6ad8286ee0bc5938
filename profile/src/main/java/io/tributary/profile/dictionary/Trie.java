package io.tributary.profile.dictionary;

import io.tributary.profile.hash.Hashing;

/**
 * The trie of stack traces. A node is its parent and a location; the outermost frame is nearest the root, which is node
 * 0, the empty stack. A parent's number is always smaller than its child's.
 */
final class Trie extends NumberedTable {
    static final int ROOT = 0;
    private static final long NO_LOCATION = 0xFFFF_FFFFL;

    /** Parent in the upper half, location in the lower one: one cache line for both, and the key to compare. */
    long[] nodes = new long[64];

    Trie() {
        nodes[ROOT] = NO_LOCATION;
        size = 1;
    }

    static int parent(long node) {
        return (int) (node >>> 32);
    }

    static int location(long node) {
        return (int) node;
    }

    /** The child of a node for a location, added when missing. */
    int child(int parent, int location) {
        long key = (long) parent << 32 | location;
        int hash = hash(key);
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if (nodes[entry - 1] == key) {
                return entry - 1;
            }
            slot = nextSlot(slot);
        }
        nodes = Columns.grow(nodes, size + 1L, "stack trie");
        nodes[size] = key;
        return indexNext(hash);
    }

    @Override
    protected int hash(int number) {
        return hash(nodes[number]);
    }

    private static int hash(long key) {
        return Hashing.finish(Hashing.step(Hashing.start(), key));
    }

    @Override
    long memoryBytes() {
        return slotBytes() + 8L * nodes.length;
    }
}
