package io.tributary.storage.rocksdb;

import io.tributary.profile.ValueType;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.InstanceTotals.Step;
import io.tributary.storage.Labels;
import io.tributary.storage.Temporality;
import io.tributary.storage.rocksdb.ActivityRows.ServiceType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up what one instance used, step by step, from what comes in order of time. For one thread. */
final class InstanceSteps {
    /**
     * What comes of an instance: a profile, or a stretch that was added up before.
     *
     * @param columns what it has
     * @param all its {@link StretchTotals}, which tell restarts
     * @param selected those of the samples that are asked for
     * @param profiles how many it is of
     * @param firstMillis when the first of them began
     * @param lastMillis when the last of them began
     * @param timedNanos their durations added up
     */
    record Stretch(
            Columns columns,
            long[] all,
            long[] selected,
            long profiles,
            long firstMillis,
            long lastMillis,
            long timedNanos) {}

    /** A column in a step. */
    private static final class Cell {
        final ExactSum sum = new ExactSum();
        final ExactSum gauges = new ExactSum();
        int scrapes;

        double value() {
            return sum.plusMean(gauges, Math.max(1, scrapes));
        }
    }

    /** A step under way. */
    private static final class Open {
        final long fromMillis;
        final List<Cell> cells = new ArrayList<>();
        long profiles;
        long firstMillis = Long.MAX_VALUE;
        long lastMillis = Long.MIN_VALUE;
        long timedNanos;

        Open(long fromMillis) {
            this.fromMillis = fromMillis;
        }

        Cell cell(int place) {
            while (cells.size() <= place) {
                cells.add(new Cell());
            }
            return cells.get(place);
        }
    }

    /** A step that is over, with the columns met so far. */
    private record Over(
            long fromMillis, int profiles, long firstMillis, long lastMillis, long timedNanos, double[] values) {}

    private final Labels labels;
    private final List<ValueType> types = new ArrayList<>();
    private final List<Over> steps = new ArrayList<>();
    private @Nullable Open open;
    private @Nullable Columns lastColumns;
    private int[] places = new int[0];
    private @Nullable Stretch lastScrapes;

    /** @param labels the instance's */
    InstanceSteps(Labels labels) {
        this.labels = labels;
    }

    /** Whose they are, as text, which tells their order. */
    String name() {
        return labels.toString();
    }

    /** Takes what comes next and says how many values a new step adds. */
    int add(long stepMillis, Stretch stretch) {
        int before = steps.size();
        Open step = open;
        if (step == null || step.fromMillis != stepMillis) {
            close();
            step = new Open(stepMillis);
            open = step;
        }
        findPlaces(stretch.columns());
        step.profiles += stretch.profiles();
        step.firstMillis = Math.min(step.firstMillis, stretch.firstMillis());
        step.lastMillis = Math.max(step.lastMillis, stretch.lastMillis());
        step.timedNanos += stretch.timedNanos();
        ColumnKinds kinds = stretch.columns().kinds();
        boolean isFollowed = kinds.has(Temporality.CUMULATIVE);
        Stretch scrapesBefore = isFollowed ? lastScrapes : null;
        boolean isRestart = scrapesBefore != null
                && (!scrapesBefore.columns().equals(stretch.columns())
                        || StretchTotals.isRestart(kinds, scrapesBefore.all(), stretch.all()));
        for (int c = 0; c < places.length; c++) {
            Cell cell = step.cell(places[c]);
            long first = StretchTotals.first(stretch.selected(), c);
            switch (kinds.kinds().get(c)) {
                case DELTA -> cell.sum.add(first);
                case GAUGE -> {
                    cell.gauges.add(first);
                    cell.scrapes += Math.toIntExact(stretch.profiles());
                }
                case CUMULATIVE -> {
                    cell.sum.add(StretchTotals.grown(stretch.selected(), c));
                    cell.sum.add(StretchTotals.reached(stretch.selected(), c));
                    if (scrapesBefore != null) {
                        cell.sum.add(first);
                        if (!isRestart) {
                            cell.sum.add(-StretchTotals.last(scrapesBefore.selected(), c));
                        }
                    }
                }
            }
        }
        if (isFollowed) {
            lastScrapes = stretch;
        }
        return (steps.size() - before) * types.size();
    }

    private void findPlaces(Columns columns) {
        if (columns.equals(lastColumns)) {
            return;
        }
        lastColumns = columns;
        places = new int[columns.types().size()];
        for (int c = 0; c < places.length; c++) {
            ValueType type = columns.types().get(c);
            if (!types.contains(type)) {
                types.add(type);
            }
            places[c] = types.indexOf(type);
        }
    }

    private void close() {
        Open step = open;
        if (step != null) {
            double[] values = step.cells.stream().mapToDouble(Cell::value).toArray();
            steps.add(new Over(
                    step.fromMillis,
                    Math.toIntExact(step.profiles),
                    step.firstMillis,
                    step.lastMillis,
                    step.timedNanos,
                    values));
            open = null;
        }
    }

    InstanceTotals result(ServiceType of) {
        close();
        List<Step> all = new ArrayList<>();
        for (Over step : steps) {
            List<Double> values = new ArrayList<>();
            for (int c = 0; c < types.size(); c++) {
                values.add(c < step.values.length ? step.values[c] : 0.0);
            }
            all.add(new Step(
                    step.fromMillis, step.profiles, step.firstMillis, step.lastMillis, step.timedNanos, values));
        }
        return new InstanceTotals(of.service(), of.type(), labels, types, all);
    }
}
