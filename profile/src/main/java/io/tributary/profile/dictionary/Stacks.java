package io.tributary.profile.dictionary;

/**
 * The distinct stacks: a leaf of the trie and a label set. They are found by a hash over the whole stack, and what is
 * found is compared frame by frame going up from its leaf, so a known stack costs no search in the trie.
 */
final class Stacks extends NumberedTable {
    private final Trie trie;

    int[] leaf = new int[32];
    int[] labelSet = new int[32];
    private int[] hashes = new int[32];

    Stacks(Trie trie) {
        this.trie = trie;
    }

    /** The stack of the locations {@code [from, to)}, leaf first, with its labels; added when missing. */
    int add(int[] locations, int from, int to, int labels) {
        int hash = hash(locations, from, to, labels);
        int known = find(hash, locations, from, to, labels);
        if (known >= 0) {
            return known;
        }
        int node = Trie.ROOT;
        for (int frame = to - 1; frame >= from; frame--) {
            node = trie.child(node, locations[frame]);
        }
        return append(node, labels, hash);
    }

    /** The stack of these locations with these labels, or -1. */
    int find(int[] locations, int from, int to, int labels) {
        return find(hash(locations, from, to, labels), locations, from, to, labels);
    }

    private static int hash(int[] locations, int from, int to, int labels) {
        // Two frames a step: the steps wait for each other, and are a quarter of what interning a deep stack takes.
        long h = Hashing.step(Hashing.start(), labels);
        int i = from;
        for (; i < to - 1; i += 2) {
            h = Hashing.step(h, pair(locations[i], locations[i + 1]));
        }
        if (i < to) {
            h = Hashing.step(h, alone(locations[i]));
        }
        return Hashing.finish(h);
    }

    private int find(int hash, int[] locations, int from, int to, int labels) {
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int n = entry - 1;
            if (hashes[n] == hash && labelSet[n] == labels && sameFrames(leaf[n], locations, from, to)) {
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

    private boolean sameFrames(int itsLeaf, int[] locations, int from, int to) {
        long[] nodes = trie.nodes;
        int node = itsLeaf;
        for (int i = from; i < to; i++) {
            long entry = nodes[node];
            // The root's location is -1, which no frame has, so a stack that is shorter ends here too.
            if (Trie.location(entry) != locations[i]) {
                return false;
            }
            node = Trie.parent(entry);
        }
        return node == Trie.ROOT;
    }

    @Override
    int hash(int number) {
        return hashes[number];
    }

    @Override
    long memoryBytes() {
        return slotBytes() + 12L * leaf.length;
    }
}
