package io.tributary.storage;

import io.tributary.profile.ValueType;
import java.util.List;

/**
 * What one instance used over time: sums of values, no stacks.
 *
 * @param service whose instance
 * @param type of the profiles
 * @param instance the target's labels
 * @param sampleTypes the columns of the steps' values, in the order in which they were met; of what a step's profiles lack it has 0
 * @param steps in order of time; those without a profile are left out
 */
public record InstanceTotals(
        String service, String type, Labels instance, List<ValueType> sampleTypes, List<Step> steps) {
    public InstanceTotals {
        sampleTypes = List.copyOf(sampleTypes);
        steps = List.copyOf(steps);
    }

    /**
     * One step of time.
     *
     * @param fromMillis its begin, a multiple of its length since 1970
     * @param profiles how many profiles began in it
     * @param firstMillis when the first of them began
     * @param lastMillis when the last of them began
     * @param timedNanos their durations added up: 0 where they are not timed
     * @param values one for each column, by what it means ({@link Temporality}): of deltas the sum, of cumulative counters the
     *     increase since the scrape before (of which the first scrape in the range has none, and a restart begins at zero), of
     *     gauges the mean over the step's scrapes. Reckoned exactly and rounded once
     */
    public record Step(
            long fromMillis, int profiles, long firstMillis, long lastMillis, long timedNanos, List<Double> values) {
        public Step {
            values = List.copyOf(values);
        }
    }
}
