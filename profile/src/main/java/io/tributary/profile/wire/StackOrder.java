package io.tributary.profile.wire;

import java.util.Arrays;

/**
 * Sorts samples by their stacks, root first, a shorter stack before the longer ones that begin with it. As many frames as go
 * into a {@code long} are compared at a time, so that no comparison calls anything; only samples that agree so far are
 * looked at further up.
 */
final class StackOrder {
    /** Fewer samples than this are compared two by two. */
    private static final int FEW = 8;

    private final int[] stackOffset;
    private final int[] rootFirst;
    private final Ranks.RowOrder order;
    private final int frameBits;
    private final int indexBits;
    private final int framesAtOnce;

    private final int[] samples;
    private final int[] before;
    private final long[] keys;

    /** Ranges of samples that agree up to a depth: from, to, depth. */
    private int[] open = new int[96];

    private int opened;

    private StackOrder(int[] stackOffset, int[] rootFirst, int largest, Ranks.RowOrder order) {
        int n = stackOffset.length - 1;
        this.stackOffset = stackOffset;
        this.rootFirst = rootFirst;
        this.order = order;
        frameBits = bits(largest);
        indexBits = bits(n);
        framesAtOnce = Math.max(1, (Long.SIZE - 1 - indexBits) / frameBits);
        samples = new int[n];
        Arrays.setAll(samples, i -> i);
        before = new int[n];
        keys = new long[n];
    }

    private static int bits(int largest) {
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(largest));
    }

    /**
     * Sample numbers in order.
     *
     * @param rootFirst each sample's frames, {@code [stackOffset[s] .. stackOffset[s + 1])}, the root first; positive numbers
     * @param largest the largest of them
     * @param order compares whole samples, by their stacks as here and then by what else they have
     */
    static int[] sort(int[] stackOffset, int[] rootFirst, int largest, Ranks.RowOrder order) {
        StackOrder sorting = new StackOrder(stackOffset, rootFirst, largest, order);
        sorting.open(0, stackOffset.length - 1, 0);
        while (sorting.opened > 0) {
            sorting.opened -= 3;
            int at = sorting.opened;
            sorting.sort(sorting.open[at], sorting.open[at + 1], sorting.open[at + 2]);
        }
        return sorting.samples;
    }

    private void open(int from, int to, int depth) {
        if (opened + 3 > open.length) {
            open = Arrays.copyOf(open, open.length * 2);
        }
        open[opened++] = from;
        open[opened++] = to;
        open[opened++] = depth;
    }

    private void sort(int from, int to, int depth) {
        if (to - from < FEW) {
            Ranks.sort(samples, from, to, order);
            return;
        }
        for (int i = from; i < to; i++) {
            keys[i] = key(samples[i], depth) << indexBits | (i - from);
        }
        System.arraycopy(samples, from, before, from, to - from);
        Arrays.sort(keys, from, to);
        long index = (1L << indexBits) - 1;
        for (int i = from; i < to; i++) {
            samples[i] = before[from + (int) (keys[i] & index)];
        }
        for (int first = from; first < to; ) {
            long key = keys[first] >>> indexBits;
            int next = first + 1;
            while (next < to && keys[next] >>> indexBits == key) {
                next++;
            }
            if (next - first > 1) {
                boolean ended = (key & (1L << frameBits) - 1) == 0;
                if (ended) {
                    Ranks.sort(samples, first, next, order);
                } else {
                    open(first, next, depth + framesAtOnce);
                }
            }
            first = next;
        }
    }

    /** The frames from a depth on, 0 where the stack has ended. */
    private long key(int sample, int depth) {
        int at = stackOffset[sample] + depth;
        int end = stackOffset[sample + 1];
        long key = 0;
        for (int i = 0; i < framesAtOnce; i++, at++) {
            key = key << frameBits | (at < end ? rootFirst[at] : 0);
        }
        return key;
    }
}
