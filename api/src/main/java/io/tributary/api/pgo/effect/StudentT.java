package io.tributary.api.pgo.effect;

/** Student's distribution, as far as an interval of 95 % needs it. */
final class StudentT {
    /** The 97.5 % quantile for 1 to 30 degrees of freedom, from any table of it. */
    private static final double[] QUANTILES = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private StudentT() {}

    /** How many deviations on each side hold 95 %. */
    static double two(int degreesOfFreedom) {
        return degreesOfFreedom <= QUANTILES.length ? QUANTILES[degreesOfFreedom - 1] : 1.96 + 2.4 / degreesOfFreedom;
    }
}
