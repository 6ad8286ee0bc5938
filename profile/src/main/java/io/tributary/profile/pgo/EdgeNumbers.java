package io.tributary.profile.pgo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import io.tributary.profile.hash.Hashing;
import java.util.Arrays;

/**
 * Names, and edges between them, under dense numbers in order of first sight. In {@link CallEdges} names are a symbol's bytes, each as one
 * char, so that no byte is lost and their order is Go's.
 */
final class EdgeNumbers extends EdgeTable {
    private final EdgeNames names = new EdgeNames();
    private final LongColumn startLines = new LongColumn();
    private final IntColumn callers = new IntColumn();
    private final IntColumn callees = new IntColumn();
    private final LongColumn offsets = new LongColumn();

    /** The number of the name {@code bytes[from .. to)}. */
    int name(byte[] bytes, int from, int to) {
        int name = names.number(bytes, from, to);
        if (name == startLines.size()) {
            startLines.add(0);
        }
        return name;
    }

    /** Of several start lines the largest stays: with it no line of a call is negative that was not before. */
    void startLine(int name, long line) {
        long known = startLines.get(name);
        if (line != 0 && (known == 0 || line > known)) {
            startLines.set(name, line);
        }
    }

    int edge(int caller, long offset, int callee) {
        int hash = hash(caller, offset, callee);
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int edge = entry - 1;
            if (callers.get(edge) == caller && callees.get(edge) == callee && offsets.get(edge) == offset) {
                return edge;
            }
            slot = nextSlot(slot);
        }
        int edge = edges();
        callers.add(caller);
        offsets.add(offset);
        callees.add(callee);
        index(hash, edge);
        return edge;
    }

    @Override
    protected int hash(int edge) {
        return hash(caller(edge), offset(edge), callee(edge));
    }

    private static int hash(int caller, long offset, int callee) {
        long h = Hashing.step(Hashing.start(), (long) caller << 32 | callee);
        return Hashing.finish(Hashing.step(h, offset));
    }

    int edges() {
        return callers.size();
    }

    int caller(int edge) {
        return callers.get(edge);
    }

    long offset(int edge) {
        return offsets.get(edge);
    }

    int callee(int edge) {
        return callees.get(edge);
    }

    /** The numbers here of another's edges, taken in where they are new. */
    int[] numbersOf(CallEdges edges) {
        int[] name = new int[edges.names().length];
        for (int i = 0; i < name.length; i++) {
            byte[] bytes = edges.names()[i].getBytes(ISO_8859_1);
            name[i] = name(bytes, 0, bytes.length);
            startLine(name[i], edges.startLines()[i]);
        }
        int[] numbersHere = new int[edges.size()];
        for (int i = 0; i < numbersHere.length; i++) {
            numbersHere[i] = edge(name[edges.callers()[i]], edges.offsets()[i], name[edges.callees()[i]]);
        }
        return numbersHere;
    }

    /** The edges with these weights; those without a positive one are left out. */
    CallEdges withWeights(long[] weights, long withoutStartLine) {
        int[] kept = new int[edges()];
        int size = 0;
        boolean[] isUsed = new boolean[names.size()];
        for (int edge = 0; edge < edges(); edge++) {
            if (weights[edge] > 0) {
                kept[size++] = edge;
                isUsed[caller(edge)] = true;
                isUsed[callee(edge)] = true;
            }
        }
        Integer[] used = new Integer[names.size()];
        int count = 0;
        for (int name = 0; name < isUsed.length; name++) {
            if (isUsed[name]) {
                used[count++] = name;
            }
        }
        Arrays.sort(used, 0, count, (a, b) -> Arrays.compareUnsigned(names.get(a), names.get(b)));
        int[] rank = new int[names.size()];
        String[] sorted = new String[count];
        long[] lines = new long[count];
        for (int i = 0; i < count; i++) {
            rank[used[i]] = i;
            sorted[i] = new String(names.get(used[i]), ISO_8859_1);
            lines[i] = startLines.get(used[i]);
        }
        return new CallEdges(sorted, lines, inOrder(kept, size, rank, weights), withoutStartLine);
    }

    private CallEdges.Rows inOrder(int[] kept, int size, int[] rank, long[] weights) {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> kept[i]);
        Arrays.sort(order, (a, b) -> {
            int byWeight = Long.compare(weights[b], weights[a]);
            if (byWeight != 0) {
                return byWeight;
            }
            int byCaller = Integer.compare(rank[caller(a)], rank[caller(b)]);
            if (byCaller != 0) {
                return byCaller;
            }
            int byCallee = Integer.compare(rank[callee(a)], rank[callee(b)]);
            return byCallee != 0 ? byCallee : Long.compare(offset(a), offset(b));
        });
        CallEdges.Rows rows = new CallEdges.Rows(new int[size], new long[size], new int[size], new long[size]);
        for (int i = 0; i < size; i++) {
            rows.caller()[i] = rank[caller(order[i])];
            rows.offset()[i] = offset(order[i]);
            rows.callee()[i] = rank[callee(order[i])];
            rows.weight()[i] = weights[order[i]];
        }
        return rows;
    }
}
