package io.tributary.profile.dictionary;

import io.tributary.profile.hash.Hashing;

/**
 * The distinct stacks: a leaf of the trie and a label set. They are found by a hash over the whole stack, and what is
 * found is compared frame by frame going up from its leaf, so a known stack costs no search in the trie.
 */
final class Stacks extends NumberedTable {
    private final Trie trie;

    int[] leaf = new int[32];
    int[] labelSet = new int[32];
    private int[] hashes = new int[32];
    /** Nodes of the stack of locations that was found or added last, by how many frames are above them, their own included. */
    private int[] path = new int[32];

    Stacks(Trie trie) {
        this.trie = trie;
    }

    /** The stack of the first {@code depth} locations, leaf first, with its labels; added when missing. */
    int add(int[] locations, int depth, int labels) {
        return add(locations, depth, labels, 0);
    }

    /**
     * The same of a stack whose outermost locations are known to be those of the last one that was added: their nodes are too.
     *
     * @param shared how many
     */
    int add(int[] locations, int depth, int labels, int shared) {
        path = Columns.grow(path, depth + 1L, "locations of one stack");
        int hash = hash(locations, depth, labels);
        int known = find(hash, locations, depth, labels, shared);
        if (known >= 0) {
            return known;
        }
        for (int height = shared + 1; height <= depth; height++) {
            path[height] = trie.child(path[height - 1], locations[depth - height]);
        }
        return append(path[depth], labels, hash);
    }

    /** The stack of these locations with these labels, or -1. */
    int find(int[] locations, int depth, int labels) {
        path = Columns.grow(path, depth + 1L, "locations of one stack");
        return find(hash(locations, depth, labels), locations, depth, labels, 0);
    }

    private static int hash(int[] locations, int depth, int labels) {
        // Two frames a step: the steps wait for each other, and are a quarter of what interning a deep stack takes.
        long h = Hashing.step(Hashing.start(), labels);
        int i = 0;
        for (; i < depth - 1; i += 2) {
            h = Hashing.step(h, pair(locations[i], locations[i + 1]));
        }
        if (i < depth) {
            h = Hashing.step(h, alone(locations[i]));
        }
        return Hashing.finish(h);
    }

    private int find(int hash, int[] locations, int depth, int labels, int shared) {
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int n = entry - 1;
            if (hashes[n] == hash && labelSet[n] == labels && sameFrames(leaf[n], locations, depth, shared)) {
                return n;
            }
            slot = nextSlot(slot);
        }
        return -1;
    }

    /** The stack that ends in a leaf that is there, added when missing. */
    int add(int itsLeaf, int labels) {
        long h = Hashing.step(Hashing.start(), labels);
        long[] nodes = trie.nodes;
        int node = itsLeaf;
        while (node != Trie.ROOT) {
            int location = Trie.location(nodes[node]);
            node = Trie.parent(nodes[node]);
            if (node == Trie.ROOT) {
                h = Hashing.step(h, alone(location));
            } else {
                h = Hashing.step(h, pair(location, Trie.location(nodes[node])));
                node = Trie.parent(nodes[node]);
            }
        }
        int hash = Hashing.finish(h);
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int n = entry - 1;
            if (leaf[n] == itsLeaf && labelSet[n] == labels) {
                return n;
            }
            slot = nextSlot(slot);
        }
        return append(itsLeaf, labels, hash);
    }

    private static long pair(int location, int caller) {
        return (long) location << 32 | caller;
    }

    /** The last frame of an odd number: no pair has the bits of it, since locations are not negative. */
    private static long alone(int location) {
        return ~(long) location;
    }

    private int append(int itsLeaf, int labels, int hash) {
        leaf = Columns.grow(leaf, size + 1L, "stacks");
        labelSet = Columns.grow(labelSet, size + 1L, "stacks");
        hashes = Columns.grow(hashes, size + 1L, "stacks");
        leaf[size] = itsLeaf;
        labelSet[size] = labels;
        hashes[size] = hash;
        return indexNext(hash);
    }

    /** Compares going up from the leaf, and notes the way, as far as where the shared part of the last stack's path begins. */
    private boolean sameFrames(int itsLeaf, int[] locations, int depth, int shared) {
        long[] nodes = trie.nodes;
        int[] way = path;
        int node = itsLeaf;
        for (int i = 0; i < depth - shared; i++) {
            long entry = nodes[node];
            // The root's location is -1, which no frame has, so a stack that is shorter ends here too.
            if (Trie.location(entry) != locations[i]) {
                return false;
            }
            way[depth - i] = node;
            node = Trie.parent(entry);
        }
        return node == way[shared];
    }

    @Override
    protected int hash(int number) {
        return hashes[number];
    }

    @Override
    long memoryBytes() {
        return slotBytes() + 12L * leaf.length + 4L * path.length;
    }
}
