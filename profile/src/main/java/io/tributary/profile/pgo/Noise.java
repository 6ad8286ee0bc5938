package io.tributary.profile.pgo;

import java.util.Arrays;
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
    public static Noise of(EdgeBlocks blocks, long whole, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] overlaps = new double[ROUNDS];
        long[] one = new long[blocks.edges()];
        long[] other = new long[blocks.edges()];
        double shrink = Math.sqrt(Math.min(1, (double) blocks.size() / Math.max(1, whole)));
        for (int round = 0; round < ROUNDS; round++) {
            double totalOne = draw(one, blocks, random);
            double totalOther = draw(other, blocks, random);
            double overlap = 0;
            for (int edge = 0; edge < one.length; edge++) {
                overlap += Math.min(one[edge] / totalOne, other[edge] / totalOther);
            }
            overlaps[round] = 1 - (1 - Math.min(1, overlap)) * shrink;
        }
        Arrays.sort(overlaps);
        return new Noise(
                overlaps[(int) (0.025 * ROUNDS)],
                overlaps[ROUNDS / 2],
                overlaps[(int) (0.975 * ROUNDS)],
                blocks.size());
    }

    private static double draw(long[] sum, EdgeBlocks blocks, SplittableRandom random) {
        // A third of them is not drawn and a quarter more than once: each is added once, as often as it was drawn.
        int[] times = new int[blocks.size()];
        for (int i = 0; i < times.length; i++) {
            times[random.nextInt(times.length)]++;
        }
        Arrays.fill(sum, 0);
        double total = 0;
        for (int b = 0; b < times.length; b++) {
            if (times[b] > 0) {
                EdgeBlocks.Block block = blocks.get(b);
                for (int i = 0; i < block.edges().length; i++) {
                    sum[block.edges()[i]] += times[b] * block.weights()[i];
                }
                total += (double) times[b] * block.total();
            }
        }
        return Math.max(1, total);
    }
}
