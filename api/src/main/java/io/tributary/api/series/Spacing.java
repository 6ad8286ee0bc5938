package io.tributary.api.series;

import io.tributary.storage.InstanceTotals;
import io.tributary.storage.InstanceTotals.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far apart an instance's profiles usually begin: the median of what lies between its own, where it has three and more; else that of
 * the other instances of its service and type; where none has two profiles a minute, or as long as a profile takes.
 */
final class Spacing {
    private static final long MINUTE = 60_000;
    private static final long MILLI = 1_000_000;
    private static final int ENOUGH_PROFILES = 3;

    private record Kind(String service, String type) {
        static Kind of(InstanceTotals instance) {
            return new Kind(instance.service(), instance.type());
        }
    }

    private final IdentityHashMap<InstanceTotals, Long> own = new IdentityHashMap<>();
    private final Map<Kind, Long> usual = new HashMap<>();

    private Spacing() {}

    static Spacing of(List<InstanceTotals> instances) {
        Spacing spacing = new Spacing();
        Map<Kind, List<Long>> all = new HashMap<>();
        for (InstanceTotals instance : instances) {
            own(instance).ifPresent(millis -> {
                spacing.own.put(instance, millis);
                all.computeIfAbsent(Kind.of(instance), _ -> new ArrayList<>()).add(millis);
            });
        }
        all.forEach((kind, each) -> spacing.usual.put(kind, median(each)));
        return spacing;
    }

    /**
     * In milliseconds, above 0.
     *
     * @param instance one of those that it is of
     */
    long millis(InstanceTotals instance) {
        List<Step> steps = instance.steps();
        long profiles = steps.stream().mapToLong(Step::profiles).sum();
        Long others = usual.get(Kind.of(instance));
        Long mine = own.get(instance);
        if (mine != null && profiles >= ENOUGH_PROFILES) {
            return mine;
        }
        if (others != null) {
            return others;
        }
        long timedNanos = steps.stream().mapToLong(Step::timedNanos).sum();
        return Math.max(MINUTE, timedNanos / MILLI / Math.max(1, profiles));
    }

    private static OptionalLong own(InstanceTotals instance) {
        List<Long> between = new ArrayList<>();
        List<Step> steps = instance.steps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.profiles() > 1) {
                between.add((step.lastMillis() - step.firstMillis()) / (step.profiles() - 1));
            }
            if (i > 0) {
                between.add(step.firstMillis() - steps.get(i - 1).lastMillis());
            }
        }
        return between.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.max(1, median(between)));
    }

    /** The lower one of two: what is twice as far was missed once. */
    private static long median(List<Long> numbers) {
        List<Long> sorted = numbers.stream().sorted().toList();
        return sorted.get((sorted.size() - 1) / 2);
    }
}
