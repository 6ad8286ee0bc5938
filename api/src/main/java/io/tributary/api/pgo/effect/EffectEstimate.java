package io.tributary.api.pgo.effect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Compares two versions by what an instance of each uses in the same hours of the week, so that the load's daily and weekly course
 * falls out. Shares of a profile are never compared: they say nothing about cores.
 *
 * <p>The interval is a bootstrap's. What varies together is drawn together: the instances of each version, since one may have more
 * to do than another for days, and stretches of six hours of the week, since a busy afternoon is busy for all. The deviation of the ratio's
 * logarithm, corrected for how few were drawn from, gives the interval by Student's distribution. In simulations it holds the truth in 93 to 100 of
 * 100 cases where hours, instances or single measurements vary by 30 %; the plain percentiles of the bootstrap do in 88 to 99.
 */
final class EffectEstimate {
    static final int FEWEST_PAIRED_HOURS = 24;
    static final int FEWEST_INSTANCES = 2;

    private static final int HOURS_OF_BLOCK = 6;
    private static final int DRAWS = 400;
    /** Any number will do; that it is always the same makes the answer a function of the data. */
    private static final long SEED = 20_260_301;

    private final VersionUsage before;
    private final VersionUsage after;

    private EffectEstimate(VersionUsage before, VersionUsage after) {
        this.before = before;
        this.after = after;
    }

    /** Compares; the same data in the same order give the same figures. */
    static Effect of(VersionUsage before, VersionUsage after) {
        return new EffectEstimate(before, after).effect();
    }

    private Effect effect() {
        double[] old = before.means(once(before));
        double[] young = after.means(once(after));
        List<Integer> paired = new ArrayList<>();
        for (int slot = 0; slot < old.length; slot++) {
            if (!Double.isNaN(old[slot]) && !Double.isNaN(young[slot])) {
                paired.add(slot);
            }
        }
        int[] slots = paired.stream().mapToInt(slot -> slot).toArray();
        int[] blocks = Arrays.stream(slots)
                .map(slot -> slot / HOURS_OF_BLOCK)
                .distinct()
                .toArray();
        List<String> missing = missing(slots.length);
        double beforeSum = sum(old, slots, null);
        if (missing.isEmpty() && beforeSum == 0) {
            missing = List.of("hours in which the old version used any CPU");
        }
        if (!missing.isEmpty()) {
            return new Effect.NotEnough(slots.length, missing);
        }
        double ratio = sum(young, slots, null) / beforeSum;
        double half = deviation(slots, blocks)
                * correction(blocks.length)
                * correction(Math.min(before.instances(), after.instances()))
                * StudentT.two(Math.min(blocks.length - 1, before.instances() + after.instances() - 2));
        if (ratio == 0 || Double.isNaN(half)) {
            return new Effect.NotEnough(slots.length, List.of("hours in which the new version used any CPU"));
        }
        return new Effect.Measured(
                slots.length,
                beforeSum / slots.length,
                sum(young, slots, null) / slots.length,
                ratio - 1,
                ratio * Math.exp(-half) - 1,
                ratio * Math.exp(half) - 1);
    }

    private List<String> missing(int pairedHours) {
        List<String> missing = new ArrayList<>();
        if (pairedHours < FEWEST_PAIRED_HOURS) {
            missing.add((FEWEST_PAIRED_HOURS - pairedHours)
                    + " more hours of the week in which both versions were profiled");
        }
        addInstances(missing, before.instances(), "old");
        addInstances(missing, after.instances(), "new");
        return missing;
    }

    private static void addInstances(List<String> missing, int there, String version) {
        int more = FEWEST_INSTANCES - there;
        if (more > 0) {
            missing.add(more + " more " + (more == 1 ? "instance" : "instances") + " of the " + version + " version");
        }
    }

    /** The standard deviation of the ratio's logarithm over the draws; NaN where too many of them had nothing to compare. */
    private double deviation(int[] slots, int[] blocks) {
        SplittableRandom random = new SplittableRandom(SEED);
        double sum = 0;
        double squares = 0;
        int drawn = 0;
        for (int i = 0; i < DRAWS; i++) {
            double[] old = before.means(draw(random, before.instances()));
            double[] young = after.means(draw(random, after.instances()));
            int[] times = new int[Usage.hoursOfWeek() / HOURS_OF_BLOCK];
            for (int b = 0; b < blocks.length; b++) {
                times[blocks[random.nextInt(blocks.length)]]++;
            }
            int[] both = Arrays.stream(slots)
                    .filter(slot -> !Double.isNaN(old[slot]) && !Double.isNaN(young[slot]))
                    .toArray();
            double ratio = Math.log(sum(young, both, times) / sum(old, both, times));
            if (Double.isFinite(ratio)) {
                drawn++;
                sum += ratio;
                squares += ratio * ratio;
            }
        }
        if (drawn < DRAWS / 2) {
            return Double.NaN;
        }
        double mean = sum / drawn;
        return Math.sqrt(Math.max(0, squares / drawn - mean * mean));
    }

    /** @param times how often each block of hours counts; null for once */
    private static double sum(double[] means, int[] slots, int @Nullable [] times) {
        double sum = 0;
        for (int slot : slots) {
            sum += means[slot] * (times == null ? 1 : times[slot / HOURS_OF_BLOCK]);
        }
        return sum;
    }

    private static int[] once(VersionUsage version) {
        int[] times = new int[version.instances()];
        Arrays.fill(times, 1);
        return times;
    }

    private static int[] draw(SplittableRandom random, int n) {
        int[] times = new int[n];
        for (int i = 0; i < n; i++) {
            times[random.nextInt(n)]++;
        }
        return times;
    }

    /** A bootstrap's deviation of a mean of n is too small by this. */
    private static double correction(int n) {
        return Math.sqrt((double) n / (n - 1));
    }
}
