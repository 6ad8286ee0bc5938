package io.tributary.profile.pgo;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How alike two profiles of a service would be had nothing changed: an interval of their overlap, by drawing from blocks (profiles of one
 * instance in one hour) with replacement, twice, again and again. An overlap in the interval, or above, is explained by noise alone.
 *
 * @param low the 2.5th percentile
 * @param median the 50th
 * @param high the 97.5th
 * @param blocks how many blocks were drawn from
 */
public record Noise(double low, double median, double high, int blocks) {
    private static final int ROUNDS = 200;

    /**
     * The interval for profiles of {@code whole} blocks. Where fewer are given, what an overlap lacks to 1 is taken to fall with the root
     * of their number.
     *
     * @param blocks at least two
     * @param whole how many blocks the profiles have that are judged
     * @param seed the same gives the same
     */
    public static Noise of(List<CallEdges> blocks, long whole, long seed) {
        EdgeNumbers numbers = new EdgeNumbers();
        int[][] edges = new int[blocks.size()][];
        for (int b = 0; b < edges.length; b++) {
            edges[b] = numbers.numbersOf(blocks.get(b));
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] overlaps = new double[ROUNDS];
        long[] one = new long[numbers.edges()];
        long[] other = new long[numbers.edges()];
        double shrink = Math.sqrt(Math.min(1, (double) edges.length / Math.max(1, whole)));
        for (int round = 0; round < ROUNDS; round++) {
            double totalOne = draw(one, blocks, edges, random);
            double totalOther = draw(other, blocks, edges, random);
            double overlap = 0;
            for (int edge = 0; edge < one.length; edge++) {
                overlap += Math.min(one[edge] / totalOne, other[edge] / totalOther);
            }
            overlaps[round] = 1 - (1 - Math.min(1, overlap)) * shrink;
        }
        Arrays.sort(overlaps);
        return new Noise(
                overlaps[(int) (0.025 * ROUNDS)], overlaps[ROUNDS / 2], overlaps[(int) (0.975 * ROUNDS)], edges.length);
    }

    private static double draw(long[] sum, List<CallEdges> blocks, int[][] edges, SplittableRandom random) {
        Arrays.fill(sum, 0);
        double total = 0;
        for (int i = 0; i < edges.length; i++) {
            int drawn = random.nextInt(edges.length);
            long[] weights = blocks.get(drawn).weights();
            int[] numbers = edges[drawn];
            for (int k = 0; k < numbers.length; k++) {
                sum[numbers[k]] += weights[k];
            }
            total += blocks.get(drawn).total();
        }
        return Math.max(1, total);
    }
}
