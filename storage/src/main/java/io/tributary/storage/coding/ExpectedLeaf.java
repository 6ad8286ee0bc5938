package io.tributary.storage.coding;

import io.tributary.profile.dictionary.DictionaryView;

/**
 * Which leaf the next new stack probably has: a stack's new nodes are a chain, so it is the end of the next chain, a node whose successor
 * is not its child. For one thread.
 */
final class ExpectedLeaf {
    private final DictionaryView view;
    private final int end;
    private int leaf;

    /**
     * The end of the first chain.
     *
     * @param view has the nodes of the segment, and no later ones
     * @param firstNode the segment's first
     */
    ExpectedLeaf(DictionaryView view, int firstNode) {
        this.view = view;
        end = view.size().nodes();
        leaf = firstNode;
        goToEnd();
    }

    /** A node, or the number of nodes when there is no further chain. */
    int leaf() {
        return leaf;
    }

    /** Takes what the next new stack has instead. */
    void next(int actual) {
        if (actual >= leaf) {
            leaf = actual + 1;
            goToEnd();
        }
    }

    private void goToEnd() {
        while (leaf + 1 < end && view.parent(leaf + 1) == leaf) {
            leaf++;
        }
    }
}
