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
        long h = Hashing.step(Hashing.start(), labels);
        for (int i = from; i < to; i++) {
            h = Hashing.step(h, locations[i]);
        }
        int hash = Hashing.finish(h);
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int n = entry - 1;
            if (hashes[n] == hash && labelSet[n] == labels && sameFrames(leaf[n], locations, from, to)) {
                return n;
            }
            slot = nextSlot(slot);
        }
        int node = Trie.ROOT;
        for (int i = to - 1; i >= from; i--) {
            node = trie.child(node, locations[i]);
        }
        return append(node, labels, hash);
    }

    /** The stack that ends in a leaf that is there, added when missing. */
    int add(int itsLeaf, int labels) {
        long h = Hashing.step(Hashing.start(), labels);
        long[] nodes = trie.nodes;
        for (int node = itsLeaf; node != Trie.ROOT; node = Trie.parent(nodes[node])) {
            h = Hashing.step(h, Trie.location(nodes[node]));
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
