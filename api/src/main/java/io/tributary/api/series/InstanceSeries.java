package io.tributary.api.series;

import io.tributary.storage.InstanceTotals;
import io.tributary.storage.Temporality;
import java.util.Arrays;
import java.util.List;

/**
 * One instance over time, NaN where it does not count.
 *
 * <p>Of timed profiles a step's value is what was used while they were taken, divided by the time they took: an instance that is profiled
 * for ten seconds of a minute counts with what it uses in the whole minute. Of counters it is their increase over the time since the step
 * before that has a profile, of gauges the mean of the scrapes. Where an instance has several profiles in a step, its first and its last
 * step count by how many they have of the usual number, since it was there only for a part of them. Where profiles are rarer than steps,
 * those between count as the one before, up to twice the usual distance; before the first profile those nearer than the usual distance
 * count as it.
 */
final class InstanceSeries {
    private final Grid grid;
    private final Meaning meaning;
    private final int column;
    private final List<InstanceTotals.Step> steps;
    private final int[] at;
    private final int usualDistance;
    private final int usualProfiles;
    private final double[] values;

    private InstanceSeries(InstanceTotals instance, int column, Meaning meaning, Grid grid) {
        this.grid = grid;
        this.meaning = meaning;
        this.column = column;
        this.steps = instance.steps();
        this.at =
                steps.stream().mapToInt(step -> grid.number(step.fromMillis())).toArray();
        this.usualDistance = Math.max(1, median(distances()));
        this.usualProfiles =
                median(steps.stream().mapToInt(InstanceTotals.Step::profiles).toArray());
        this.values = new double[Math.toIntExact(grid.steps())];
        Arrays.fill(values, Double.NaN);
    }

    /**
     * A value for each step of the grid.
     *
     * @param column of the instance's sample types
     */
    static double[] of(InstanceTotals instance, int column, Meaning meaning, Grid grid) {
        InstanceSeries series = new InstanceSeries(instance, column, meaning, grid);
        for (int i = 0; i < series.steps.size(); i++) {
            series.measure(i);
        }
        if (series.usualProfiles <= 1) {
            series.holdForward();
            series.leadBack();
        }
        return series.values;
    }

    private int[] distances() {
        int[] distances = new int[Math.max(0, at.length - 1)];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = at[i + 1] - at[i];
        }
        return distances;
    }

    private static int median(int[] numbers) {
        int[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private void measure(int i) {
        InstanceTotals.Step step = steps.get(i);
        double value = step.values().get(column);
        if (step.timedNanos() > 0) {
            values[at[i]] = meaning.rate(value, (double) step.timedNanos()) * presence(i);
        } else if (meaning.temporality() == Temporality.GAUGE) {
            values[at[i]] = meaning.amount(value) * presence(i);
        } else {
            increase(i, value);
        }
    }

    /** Which part of its first and last step it was there. */
    private double presence(int i) {
        boolean isEdge = i == 0 || i == at.length - 1;
        double expected = usualProfiles * grid.shareInside(at[i]);
        return isEdge && usualProfiles > 1 ? Math.min(1, steps.get(i).profiles() / expected) : 1;
    }

    /** Came about since the profile before: in these steps too, if they are not too many. */
    private void increase(int i, double value) {
        boolean isFirst = i == 0;
        if (isFirst
                && meaning.temporality() == Temporality.CUMULATIVE
                && steps.get(i).profiles() == 1) {
            return;
        }
        int since = isFirst ? usualDistance : Math.min(at[i] - at[i - 1], 2 * usualDistance);
        int from = usualProfiles > 1 ? at[i] : Math.max(0, at[i] - since + 1);
        long millis = 0;
        for (int n = from; n <= at[i]; n++) {
            millis += grid.millisInside(n);
        }
        Arrays.fill(values, from, at[i] + 1, meaning.rate(value, millis * 1e6));
    }

    private void holdForward() {
        int last = -1;
        for (int n = 0; n < values.length; n++) {
            if (!Double.isNaN(values[n])) {
                last = n;
            } else if (last >= 0 && n - last < 2 * usualDistance) {
                values[n] = values[last];
            }
        }
    }

    private void leadBack() {
        int first = 0;
        while (first < values.length && Double.isNaN(values[first])) {
            first++;
        }
        if (first < values.length) {
            int from = Math.max(0, first - usualDistance + 1);
            Arrays.fill(values, from, first, values[first]);
        }
    }
}
