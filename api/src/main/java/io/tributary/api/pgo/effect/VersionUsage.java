package io.tributary.api.pgo.effect;

import java.util.List;

/** The hours of one version's instances, and their means by hour of the week. */
final class VersionUsage {
    private final int instances;
    private final int[] instance;
    private final int[] slot;
    private final double[] cores;

    /** @param hours with instances numbered from 0, in an order that depends on nothing but the data */
    VersionUsage(List<Usage> hours) {
        instance = hours.stream().mapToInt(Usage::instance).toArray();
        slot = hours.stream().mapToInt(Usage::hourOfWeek).toArray();
        cores = hours.stream().mapToDouble(Usage::cores).toArray();
        instances = (int) hours.stream().mapToInt(Usage::instance).distinct().count();
    }

    int instances() {
        return instances;
    }

    /**
     * Mean cores for an instance in each hour of the week, NaN where there is none.
     *
     * @param times how often each instance counts
     */
    double[] means(int[] times) {
        double[] sums = new double[Usage.hoursOfWeek()];
        long[] counts = new long[sums.length];
        for (int i = 0; i < instance.length; i++) {
            int weight = times[instance[i]];
            sums[slot[i]] += weight * cores[i];
            counts[slot[i]] += weight;
        }
        for (int s = 0; s < sums.length; s++) {
            sums[s] = counts[s] == 0 ? Double.NaN : sums[s] / counts[s];
        }
        return sums;
    }
}
