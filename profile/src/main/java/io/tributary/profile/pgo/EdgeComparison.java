package io.tributary.profile.pgo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How alike two profiles' edges are. Weights count as shares of their profile's total.
 *
 * @param overlap Σ min(before, after) over all edges, 0 to 1; 0.9 and more is "the same profile" to AutoFDO's tools
 * @param hotJaccard hot edges of both as a share of the hot edges of either, 0 to 1
 * @param hotMoved the weight of edges that are hot in one alone, the mean of its shares before and after, 0 to 1
 * @param entered edges that are hot now and were not, by falling weight now
 * @param left edges that were hot and are no more, by falling weight before
 */
public record EdgeComparison(
        double overlap, double hotJaccard, double hotMoved, List<Moved> entered, List<Moved> left) {
    /** An edge that came into the hot set, or went from it, with its shares of the weight. */
    public record Moved(String caller, long offset, String callee, double before, double after) {}

    public EdgeComparison {
        entered = List.copyOf(entered);
        left = List.copyOf(left);
    }

    public static EdgeComparison of(CallEdges before, CallEdges after) {
        EdgeNumbers numbers = new EdgeNumbers();
        int[] numbersBefore = numbers.numbersOf(before);
        int[] numbersAfter = numbers.numbersOf(after);
        double[] shareBefore = shares(before, numbersBefore, numbers.edges());
        double[] shareAfter = shares(after, numbersAfter, numbers.edges());
        boolean[] hotBefore = hot(before, numbersBefore, numbers.edges());
        boolean[] hotAfter = hot(after, numbersAfter, numbers.edges());
        double overlap = 0;
        double moved = 0;
        int both = 0;
        int either = 0;
        for (int edge = 0; edge < numbers.edges(); edge++) {
            overlap += Math.min(shareBefore[edge], shareAfter[edge]);
            both += hotBefore[edge] && hotAfter[edge] ? 1 : 0;
            either += hotBefore[edge] || hotAfter[edge] ? 1 : 0;
            if (hotBefore[edge] != hotAfter[edge]) {
                moved += (shareBefore[edge] + shareAfter[edge]) / 2;
            }
        }
        return new EdgeComparison(
                numbers.edges() == 0 ? 1 : Math.min(1, overlap),
                either == 0 ? 1 : (double) both / either,
                moved,
                moved(after, numbersAfter, hotBefore, shareBefore, shareAfter),
                moved(before, numbersBefore, hotAfter, shareBefore, shareAfter));
    }

    private static double[] shares(CallEdges edges, int[] numbers, int size) {
        double[] shares = new double[size];
        for (int i = 0; i < edges.size(); i++) {
            shares[numbers[i]] = (double) edges.weight(i) / edges.total();
        }
        return shares;
    }

    private static boolean[] hot(CallEdges edges, int[] numbers, int size) {
        boolean[] hot = new boolean[size];
        int count = edges.hot();
        for (int i = 0; i < count; i++) {
            hot[numbers[i]] = true;
        }
        return hot;
    }

    /** The hot ones of {@code edges} that are not hot in the other, as they are in order already. */
    private static List<Moved> moved(
            CallEdges edges, int[] numbers, boolean[] hotInOther, double[] shareBefore, double[] shareAfter) {
        List<Moved> moved = new ArrayList<>();
        int count = edges.hot();
        for (int i = 0; i < count; i++) {
            int edge = numbers[i];
            if (!hotInOther[edge]) {
                moved.add(new Moved(
                        edges.caller(i), edges.offset(i), edges.callee(i), shareBefore[edge], shareAfter[edge]));
            }
        }
        return moved;
    }

    /** Every edge whose hotness changed, the heaviest first. */
    public List<Moved> moved() {
        List<Moved> all = new ArrayList<>(entered);
        all.addAll(left);
        all.sort(Comparator.comparingDouble((Moved each) -> -Math.max(each.before, each.after)));
        return all;
    }
}
