package io.tributary.api.series;

import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Text;
import io.tributary.api.view.MadeOf;
import io.tributary.profile.ValueType;
import io.tributary.storage.InstanceTotals;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Instances summed up by group. */
final class GroupedSeries {
    static final int MOST_GROUPS = 1000;
    private static final int MOST_POINTS = 500_000;

    private static final Comparator<List<String>> BY_VALUES =
            (a, b) -> Arrays.compare(a.toArray(String[]::new), b.toArray(String[]::new));

    /** One group's values, NaN where there is none, and how many instances are in it. */
    static final class Group {
        private final double[] values;
        private int instances;

        private Group(int steps) {
            values = new double[steps];
            Arrays.fill(values, Double.NaN);
        }

        private void add(double[] more) {
            instances++;
            for (int n = 0; n < values.length; n++) {
                if (!Double.isNaN(more[n])) {
                    values[n] = Double.isNaN(values[n]) ? more[n] : values[n] + more[n];
                }
            }
        }

        double[] values() {
            return values;
        }

        int instances() {
            return instances;
        }
    }

    private final SeriesQuestion asked;
    private final ValueType type;
    private final SortedMap<List<String>, Group> groups = new TreeMap<>(BY_VALUES);
    private String unit = "";
    private MadeOf madeOf = MadeOf.NOTHING;

    private GroupedSeries(SeriesQuestion asked, ValueType type) {
        this.asked = asked;
        this.type = type;
    }

    /**
     * The series of all that is there; at least one instance.
     *
     * @throws Problem when none has the sample type, or there would be too many points
     */
    static GroupedSeries of(SeriesQuestion asked, List<InstanceTotals> instances) {
        GroupedSeries series = new GroupedSeries(asked, type(asked.sampleTypes(), instances));
        Spacing spacing = Spacing.of(instances);
        instances.forEach(instance -> series.add(instance, spacing));
        return series;
    }

    /** The first one of those named that there is; of an empty name the last one of the first instance, which pprof shows unasked. */
    private static ValueType type(List<String> wanted, List<InstanceTotals> instances) {
        Map<String, ValueType> there = new LinkedHashMap<>();
        for (InstanceTotals instance : instances) {
            List<ValueType> types = instance.sampleTypes();
            if (!types.isEmpty()) {
                there.putIfAbsent("", types.getLast());
            }
            types.forEach(type -> there.putIfAbsent(type.type(), type));
        }
        for (String name : wanted) {
            ValueType type = there.get(name);
            if (type != null) {
                return type;
            }
        }
        there.remove("");
        throw new Problem(
                ProblemType.UNKNOWN_SAMPLE_TYPE,
                "sample_type: these profiles have no sample type " + Text.shown(String.join(", ", wanted)),
                "There is: " + String.join(", ", there.keySet()) + ".");
    }

    private void add(InstanceTotals instance, Spacing spacing) {
        int column = instance.sampleTypes().indexOf(type);
        if (column < 0 || instance.steps().isEmpty()) {
            return;
        }
        Grid grid = asked.grid();
        Meaning meaning = Meaning.of(type, instance);
        unit = unit.isEmpty() ? meaning.unit() : unit;
        groups.computeIfAbsent(key(instance), _ -> new Group(Math.toIntExact(grid.steps())))
                .add(InstanceSeries.of(instance, column, meaning, grid, spacing.millis(instance)));
        if (groups.size() > MOST_GROUPS || groups.size() * grid.steps() > MOST_POINTS) {
            throw new Problem(
                    ProblemType.TOO_MANY_POINTS,
                    "by: there are more than %d groups or %d points"
                            .formatted(Math.min(MOST_GROUPS, MOST_POINTS / grid.steps()), MOST_POINTS),
                    "Group by fewer labels, choose some with match, or ask for a longer step.");
        }
        madeOf = madeOf.plus(madeOf(instance));
    }

    private List<String> key(InstanceTotals instance) {
        return asked.by().stream().map(instance.instance()::selected).toList();
    }

    private MadeOf madeOf(InstanceTotals instance) {
        List<InstanceTotals.Step> steps = instance.steps();
        double rangeMillis =
                asked.grid().range().toMillis() - asked.grid().range().fromMillis();
        long timedNanos =
                steps.stream().mapToLong(InstanceTotals.Step::timedNanos).sum();
        double coveredMillis = timedNanos > 0
                ? timedNanos / 1e6
                : (double) (steps.getLast().lastMillis() - steps.getFirst().firstMillis());
        long profiles = steps.stream().mapToLong(InstanceTotals.Step::profiles).sum();
        return new MadeOf(profiles, 1, Math.min(1, coveredMillis / rangeMillis), true);
    }

    ValueType type() {
        return type;
    }

    /** Of the values. */
    String unit() {
        return unit;
    }

    /** Values of the labels that are grouped by, and their group, sorted. */
    SortedMap<List<String>, Group> groups() {
        return groups;
    }

    MadeOf madeOf() {
        return madeOf;
    }
}
