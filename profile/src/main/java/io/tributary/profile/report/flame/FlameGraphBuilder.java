package io.tributary.profile.report.flame;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import io.tributary.profile.report.Frames;
import io.tributary.profile.report.PairTable;
import io.tributary.profile.report.SampleValues;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Merges stacks into a trie and puts it in order. A node's number is always larger than its parent's, so sums go up by one
 * loop backwards and nothing recurses, however deep the stacks are.
 */
final class FlameGraphBuilder {
    private static final int ROOT = 0;

    private final Profile profile;
    private final int column;
    private final Frames frames;
    /** Rank of each frame's name among the distinct names, from 1; the empty name of the root is 0. */
    private final int[] rank;

    private final byte[][] nameOfRank;

    /** Pair i is (parent, rank) of node i + 1. */
    private final PairTable children = new PairTable();

    private final LongColumn self = new LongColumn();
    private final LongColumn weight = new LongColumn();
    /** Bit 0: called by inlining; bit 1: called otherwise. */
    private final IntColumn called = new IntColumn();

    FlameGraphBuilder(Profile profile, int column) {
        if (column < 0 || column >= profile.valueCount()) {
            throw new IllegalArgumentException("value column " + column + " of a profile that has "
                    + profile.header().sampleTypes());
        }
        this.profile = profile;
        this.column = column;
        this.frames = Frames.of(profile);
        int[] byName = IntStream.range(0, frames.count())
                .boxed()
                .sorted(frames::compare)
                .mapToInt(Integer::intValue)
                .toArray();
        rank = new int[byName.length];
        byte[][] names = new byte[byName.length + 1][];
        names[0] = new byte[0];
        int ranks = 0;
        for (int frame : byName) {
            if (!Arrays.equals(names[ranks], frames.name(frame))) {
                names[++ranks] = frames.name(frame);
            }
            rank[frame] = ranks;
        }
        nameOfRank = Arrays.copyOf(names, ranks + 1);
        addNode(0);
        addSamples();
    }

    private void addNode(int how) {
        self.add(0);
        weight.add(0);
        called.add(how);
    }

    private void addSamples() {
        SampleTable samples = profile.samples();
        SampleValues values = new SampleValues(profile, column);
        for (int s = 0; s < samples.size(); s++) {
            long value = values.value(s);
            if (value == 0) {
                continue;
            }
            int node = ROOT;
            int from = samples.stackOffset()[s];
            for (int i = samples.stackOffset()[s + 1] - 1; i >= from; i--) {
                int location = samples.location()[i];
                int first = frames.start(location);
                int last = frames.end(location) - 1;
                for (int place = last; place >= first; place--) {
                    int how = place == last ? 2 : 1;
                    node = children.number(node, rank[frames.at(place)]) + 1;
                    if (node == self.size()) {
                        addNode(how);
                    } else {
                        called.set(node, called.get(node) | how);
                    }
                }
            }
            self.set(node, self.get(node) + value);
            weight.set(node, saturatedSum(weight.get(node), Math.abs(value)));
        }
    }

    /** Of two sizes; the smallest long's is taken for the largest. */
    private static long saturatedSum(long a, long b) {
        long sum = a + (b < 0 ? Long.MAX_VALUE : b);
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    FlameGraph build(double minShare, int maxNodes) {
        if (!(minShare >= 0 && minShare <= 1) || maxNodes < 0) {
            throw new IllegalArgumentException(
                    "a least share of " + minShare + " (0 to 1 is possible) and at most " + maxNodes + " nodes");
        }
        int n = self.size();
        long[] total = self.toArray();
        long[] weights = weight.toArray();
        for (int node = n - 1; node > ROOT; node--) {
            int parent = parent(node);
            total[parent] += total[node];
            weights[parent] = saturatedSum(weights[parent], weights[node]);
        }
        int[] order = depthFirst(weights, neglected(weights, minShare, maxNodes));
        return columns(order, total);
    }

    private int parent(int node) {
        return children.first(node - 1);
    }

    private int rankOf(int node) {
        return node == ROOT ? 0 : children.second(node - 1);
    }

    /** The largest weight that is left out. A node weighs at most what its parent does, so the rest hangs together. */
    private static long neglected(long[] weights, double minShare, int maxNodes) {
        long neglected = (long) Math.ceil(weights[ROOT] * minShare) - 1;
        if (weights.length - 1 > maxNodes) {
            long[] sorted = Arrays.copyOfRange(weights, 1, weights.length);
            Arrays.sort(sorted);
            neglected = Math.max(neglected, sorted[sorted.length - maxNodes - 1]);
        }
        return neglected;
    }

    /** Nodes that are kept, siblings by name. */
    private int[] depthFirst(long[] weights, long neglected) {
        int n = weights.length;
        // Sorted by rank, largest first, then pushed in that order on lists by parent: each list has the smallest
        // first.
        int[] byRank = bucketsByRank(n);
        int[] firstChild = new int[n];
        int[] nextSibling = new int[n];
        for (int i = n - 1; i >= 0; i--) {
            int node = byRank[i];
            if (node != ROOT && weights[node] > neglected) {
                nextSibling[node] = firstChild[parent(node)];
                firstChild[parent(node)] = node;
            }
        }
        int[] order = new int[n];
        int size = 0;
        int node = ROOT;
        while (true) {
            order[size++] = node;
            if (firstChild[node] != 0) {
                node = firstChild[node];
                continue;
            }
            while (node != ROOT && nextSibling[node] == 0) {
                node = parent(node);
            }
            if (node == ROOT) {
                return Arrays.copyOf(order, size);
            }
            node = nextSibling[node];
        }
    }

    private int[] bucketsByRank(int n) {
        int[] next = new int[nameOfRank.length + 1];
        for (int node = 0; node < n; node++) {
            next[rankOf(node) + 1]++;
        }
        for (int i = 1; i < next.length; i++) {
            next[i] += next[i - 1];
        }
        int[] sorted = new int[n];
        for (int node = 0; node < n; node++) {
            sorted[next[rankOf(node)]++] = node;
        }
        return sorted;
    }

    private FlameGraph columns(int[] order, long[] totals) {
        int n = order.length;
        int[] name = new int[n];
        int[] parent = new int[n];
        int[] level = new int[n];
        long[] total = new long[n];
        long[] own = new long[n];
        byte[] flags = new byte[n];
        int[] numberOf = new int[self.size()];
        boolean[] isKept = new boolean[self.size()];
        int[] stringOfRank = new int[nameOfRank.length];
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        IntColumn offsets = new IntColumn();
        offsets.add(0);
        offsets.add(0);
        for (int i = 0; i < n; i++) {
            int node = order[i];
            numberOf[node] = i;
            isKept[node] = true;
            int r = rankOf(node);
            if (r != 0 && stringOfRank[r] == 0) {
                stringOfRank[r] = offsets.size() - 1;
                strings.writeBytes(nameOfRank[r]);
                offsets.add(strings.size());
            }
            name[i] = stringOfRank[r];
            parent[i] = node == ROOT ? -1 : numberOf[parent(node)];
            level[i] = node == ROOT ? 0 : level[parent[i]] + 1;
            total[i] = totals[node];
            own[i] = self.get(node);
            flags[i] = (byte)
                    switch (called.get(node)) {
                        case 1 -> FlameGraph.INLINED;
                        case 3 -> FlameGraph.PARTLY_INLINED;
                        default -> 0;
                    };
        }
        for (int node = 1; node < isKept.length; node++) {
            if (!isKept[node] && isKept[parent(node)]) {
                flags[numberOf[parent(node)]] |= FlameGraph.PRUNED;
            }
        }
        return new FlameGraph(
                profile.header().sampleTypes().get(column),
                new StringTable(strings.toByteArray(), offsets.toArray()),
                name,
                parent,
                level,
                total,
                own,
                flags);
    }
}
