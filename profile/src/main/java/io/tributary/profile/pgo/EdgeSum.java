package io.tributary.profile.pgo;

import io.tributary.profile.column.LongColumn;

/** A sum of edges, each part with an integer factor. For one thread. */
public final class EdgeSum {
    private final EdgeNumbers numbers = new EdgeNumbers();
    private final LongColumn weights = new LongColumn();
    private long withoutStartLine;

    /**
     * Adds edges so many times; a negative number takes them off.
     *
     * @throws ArithmeticException when a weight is beyond 64 bits
     */
    public EdgeSum add(CallEdges edges, long times) {
        int[] numbersHere = numbers.numbersOf(edges);
        while (weights.size() < numbers.edges()) {
            weights.add(0);
        }
        for (int i = 0; i < numbersHere.length; i++) {
            long more = Math.multiplyExact(edges.weight(i), times);
            weights.set(numbersHere[i], Math.addExact(weights.get(numbersHere[i]), more));
        }
        withoutStartLine = Math.addExact(withoutStartLine, Math.multiplyExact(edges.withoutStartLine(), times));
        return this;
    }

    /**
     * The sum; what is not positive is left out.
     *
     * @throws ArithmeticException when the weights add up to more than 64 bits hold
     */
    public CallEdges sum() {
        return numbers.withWeights(weights.toArray(), Math.max(0, withoutStartLine));
    }

    /** The sum divided, halves up, and at least 1: no edge is lost. */
    public CallEdges dividedBy(long divisor) {
        long[] divided = weights.toArray();
        for (int i = 0; i < divided.length; i++) {
            divided[i] = WholeNumbers.divide(divided[i], divisor);
        }
        return numbers.withWeights(divided, Math.max(0, withoutStartLine / divisor));
    }
}
