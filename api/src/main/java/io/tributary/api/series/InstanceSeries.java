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
 * before that has a profile, of gauges the mean of the scrapes.
 *
 * <p>Each profile stands for the time up to the next one ({@link Spacing}). An instance counts in a step by the part of it that its profiles
 * stand for, so that one that lived for ten minutes of an hour is a sixth of itself there, and the area under the curve does not depend on
 * the steps. Where profiles are rarer than steps, those between count as the one before, up to twice the usual distance where another
 * follows or the range ends; before the first profile those count as it which the one before it, outside the range, would reach.
 */
final class InstanceSeries {
    /** So much later than usual a profile may come while the instance was there all the time. */
    private static final double LATE = 1.5;

    private final Grid grid;
    private final Meaning meaning;
    private final int column;
    private final List<InstanceTotals.Step> steps;
    private final int[] at;
    private final long spacingMillis;
    /** Steps from one profile to the next. */
    private final int distance;

    private final double[] values;

    private InstanceSeries(InstanceTotals instance, int column, Meaning meaning, Grid grid, long spacingMillis) {
        this.grid = grid;
        this.meaning = meaning;
        this.column = column;
        this.steps = instance.steps();
        this.at =
                steps.stream().mapToInt(step -> grid.number(step.fromMillis())).toArray();
        this.spacingMillis = spacingMillis;
        this.distance = Math.max(1, Math.toIntExact(Math.round((double) spacingMillis / grid.stepMillis())));
        this.values = new double[Math.toIntExact(grid.steps())];
        Arrays.fill(values, Double.NaN);
    }

    /**
     * A value for each step of the grid.
     *
     * @param column of the instance's sample types
     * @param spacingMillis between the begins of two profiles
     */
    static double[] of(InstanceTotals instance, int column, Meaning meaning, Grid grid, long spacingMillis) {
        InstanceSeries series = new InstanceSeries(instance, column, meaning, grid, spacingMillis);
        for (int i = 0; i < series.steps.size(); i++) {
            series.measure(i);
        }
        if (series.areRare()) {
            series.hold();
        }
        return series.values;
    }

    /** Whether there is no more than one profile a step. */
    private boolean areRare() {
        return 2 * spacingMillis > grid.stepMillis();
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

    /** Which part of a step it was there: up to its edges where a profile is as near to them as the next one is. */
    private double presence(int i) {
        InstanceTotals.Step step = steps.get(i);
        long begin = grid.insideFrom(at[i]);
        long end = grid.insideTo(at[i]);
        double late = LATE * spacingMillis;
        long from = step.firstMillis() - begin <= late ? begin : step.firstMillis();
        // The newest profile is known when it is done, so up to then the one before it is the newest.
        double unknown = end == grid.range().toMillis() ? step.timedNanos() / 1e6 / step.profiles() : 0;
        long to = end - step.lastMillis() <= late + unknown ? end : step.lastMillis() + spacingMillis;
        return (double) (to - from) / (end - begin);
    }

    /** Came about since the profile before: in these steps too, if they are not too many. */
    private void increase(int i, double value) {
        boolean isFirst = i == 0;
        if (isFirst
                && meaning.temporality() == Temporality.CUMULATIVE
                && steps.get(i).profiles() == 1) {
            return;
        }
        int since = isFirst ? distance : Math.min(at[i] - at[i - 1], 2 * distance);
        int from = areRare() ? Math.max(0, at[i] - since + 1) : at[i];
        long millis = 0;
        for (int n = from; n <= at[i]; n++) {
            millis += grid.millisInside(n);
        }
        Arrays.fill(values, from, at[i] + 1, meaning.rate(value, millis * 1e6));
    }

    private void hold() {
        int last = -1;
        for (int n = 0; n < values.length; n++) {
            if (Double.isNaN(values[n])) {
                continue;
            }
            if (last >= 0) {
                hold(last, n - last - 1);
            } else if (n <= distance) {
                Arrays.fill(values, 0, n, values[n]);
            }
            last = n;
        }
        if (last >= 0) {
            hold(last, values.length - last - 1);
        }
    }

    /** Over all of the empty steps that follow on a value, or, where too many were missed, over those that it stands for. */
    private void hold(int last, int empty) {
        int held = empty < 2 * distance ? empty : distance - 1;
        Arrays.fill(values, last + 1, last + 1 + held, values[last]);
    }
}
