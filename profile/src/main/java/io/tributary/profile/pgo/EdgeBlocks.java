package io.tributary.profile.pgo;

import io.tributary.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The edges of several profiles (blocks), under numbers that they share: what can be summed and drawn from again and again at little cost.
 * For one thread.
 */
public final class EdgeBlocks {
    /** Edges by their number, each once, with their positive weights. */
    record Block(int[] edges, long[] weights, long total, long withoutStartLine) {}

    private final EdgeNumbers numbers = new EdgeNumbers();
    private final List<Block> blocks = new ArrayList<>();

    /**
     * Adds the edges of a profile.
     *
     * @return whether it has any; one that has none is no block
     * @throws IllegalArgumentException when the profile has no {@link CallEdges#weightColumn}
     * @throws ArithmeticException when the weights add up to more than 64 bits hold
     */
    public boolean add(Profile profile) {
        EdgeReader reader = CallEdges.reader(profile, numbers);
        long[] byNumber = reader.weights();
        int[] edges = new int[byNumber.length];
        long[] weights = new long[byNumber.length];
        int size = 0;
        for (int edge = 0; edge < byNumber.length; edge++) {
            if (byNumber[edge] > 0) {
                edges[size] = edge;
                weights[size++] = byNumber[edge];
            }
        }
        return add(Arrays.copyOf(edges, size), Arrays.copyOf(weights, size), reader.withoutStartLine());
    }

    /** Adds edges; says whether there are any. */
    public boolean add(CallEdges edges) {
        return add(numbers.numbersOf(edges), edges.weights(), edges.withoutStartLine());
    }

    private boolean add(int[] edges, long[] weights, long withoutStartLine) {
        if (edges.length == 0) {
            return false;
        }
        long total = 0;
        for (long weight : weights) {
            total = Math.addExact(total, weight);
        }
        blocks.add(new Block(edges, weights, total, withoutStartLine));
        return true;
    }

    /** How many there are. */
    public int size() {
        return blocks.size();
    }

    /**
     * The sum of some of them.
     *
     * @param isIn by its place in the order in which they were added
     * @throws ArithmeticException when the weights add up to more than 64 bits hold
     */
    public CallEdges sum(IntPredicate isIn) {
        long[] sum = new long[numbers.edges()];
        long withoutStartLine = 0;
        for (int b = 0; b < blocks.size(); b++) {
            if (isIn.test(b)) {
                Block block = blocks.get(b);
                for (int i = 0; i < block.edges.length; i++) {
                    sum[block.edges[i]] = Math.addExact(sum[block.edges[i]], block.weights[i]);
                }
                withoutStartLine = Math.addExact(withoutStartLine, block.withoutStartLine);
            }
        }
        return numbers.withWeights(sum, Math.max(0, withoutStartLine));
    }

    Block get(int block) {
        return blocks.get(block);
    }

    /** How many edges they have together. */
    int edges() {
        return numbers.edges();
    }
}
