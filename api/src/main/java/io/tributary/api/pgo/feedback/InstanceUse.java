package io.tributary.api.pgo.feedback;

import io.tributary.profile.ValueType;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * What one instance was seen to do.
 *
 * @param labels the target's
 * @param hours in order of time, those with samples
 */
public record InstanceUse(Labels labels, List<Hour> hours) {
    private static final ValueType CPU = new ValueType("cpu", "nanoseconds");

    /**
     * One hour of it.
     *
     * @param fromMillis its begin
     * @param samples how many samples were taken
     * @param cpuSeconds the CPU time these stand for
     * @param seconds for how long was collected
     */
    public record Hour(long fromMillis, double samples, double cpuSeconds, double seconds) {}

    public InstanceUse {
        hours = List.copyOf(hours);
    }

    /** @param period the CPU time that a sample stands for where it does not say, in nanoseconds */
    static InstanceUse of(InstanceTotals totals, long period) {
        List<Hour> hours = new ArrayList<>();
        List<ValueType> types = totals.sampleTypes();
        int counts = types.indexOf(CallEdges.WEIGHTS.getFirst());
        int cpu = types.indexOf(CPU);
        for (InstanceTotals.Step step : totals.steps()) {
            double nanos = cpu >= 0
                    ? step.values().get(cpu)
                    : counts >= 0 ? step.values().get(counts) * period : 0;
            double samples = counts >= 0 ? step.values().get(counts) : nanos / period;
            if (samples > 0) {
                hours.add(new Hour(step.fromMillis(), samples, nanos / 1e9, step.timedNanos() / 1e9));
            }
        }
        return new InstanceUse(totals.instance(), hours);
    }

    double samples() {
        return hours.stream().mapToDouble(Hour::samples).sum();
    }

    double cpuSeconds() {
        return hours.stream().mapToDouble(Hour::cpuSeconds).sum();
    }

    double seconds() {
        return hours.stream().mapToDouble(Hour::seconds).sum();
    }

    /** What the merge counts it with. */
    double weight(Weight weight) {
        return switch (weight) {
            case RATE ->
                hours.stream()
                        .mapToDouble(hour -> hour.samples() / Math.max(1, hour.seconds()))
                        .sum();
            case SUM -> samples();
        };
    }
}
