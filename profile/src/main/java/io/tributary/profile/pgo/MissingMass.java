package io.tributary.profile.pgo;

/**
 * How much of what a service does was not seen yet, by Good and Turing: edges seen once, divided by the samples. The chance that the
 * next sample brings an edge that no sample brought before is about that.
 *
 * @param samples how many samples there are
 * @param once how many edges one sample alone brought
 * @param share once ÷ samples, 0 to 1; 1 where there are no samples
 * @param halfShare what {@code share} would be expected to be with half of the samples
 */
public record MissingMass(double samples, long once, double share, double halfShare) {
    /** The most that a profile may miss which is good enough: 1 − the compiler's own threshold for what is hot. */
    public static final double ENOUGH = 1 - CallEdges.HOT_PERCENT / 100;

    /**
     * Of plain sums.
     *
     * @param counts edges of the profiles' sum, by no other weight
     * @param weight the sum of the column they are weighed by
     * @param unit a sample's weight: 1 for counts, the period for nanoseconds
     */
    public static MissingMass of(CallEdges counts, long weight, long unit) {
        double samples = (double) weight / unit;
        if (samples <= 0) {
            return new MissingMass(0, 0, 1, 1);
        }
        long once = 0;
        double onceOfHalf = 0;
        // By falling weight, so that the rare ones are last, and what is frequent adds nothing.
        for (int edge = counts.size() - 1; edge >= 0; edge--) {
            double times = (double) counts.weight(edge) / unit;
            once += times < 1.5 ? 1 : 0;
            if (times > 60) {
                break;
            }
            // Of so many sightings, each kept with an even chance, exactly one is.
            onceOfHalf += Math.max(1, times) * Math.pow(0.5, Math.max(1, times));
        }
        return new MissingMass(samples, once, Math.min(1, once / samples), Math.min(1, onceOfHalf / (samples / 2)));
    }

    public boolean isEnough() {
        return share <= ENOUGH;
    }

    /**
     * How many samples would be enough, were the mass to fall on as it falls from half of the samples to all of them: as a power of
     * their number. Infinite where it does not fall.
     */
    public double samplesForEnough() {
        if (isEnough()) {
            return samples;
        }
        double power = Math.log(halfShare / share) / Math.log(2);
        return power > 0.01 ? samples * Math.pow(share / ENOUGH, 1 / power) : Double.POSITIVE_INFINITY;
    }
}
