package io.tributary.api.pgo.feedback;

import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.EdgeSum;
import io.tributary.profile.pgo.OwnCode;
import io.tributary.storage.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The version that was seen last for the first time, where there are several.
 *
 * @param name the target's label {@code version}
 * @param edges the plain sum's of its instances with the most samples; a few, since each is a merge of its own
 */
record NewestVersion(String name, CallEdges edges) {
    private static final int MOST_INSTANCES = 3;

    static Optional<NewestVersion> find(List<InstanceUse> instances, PgoProfiles profiles) {
        Map<String, Long> firstHours = new TreeMap<>();
        for (InstanceUse instance : instances) {
            if (!version(instance).isEmpty()) {
                firstHours.merge(version(instance), instance.hours().getFirst().fromMillis(), Math::min);
            }
        }
        if (firstHours.size() < 2) {
            return Optional.empty();
        }
        String newest = firstHours.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        EdgeSum sum = new EdgeSum();
        instances.stream()
                .filter(instance -> version(instance).equals(newest))
                .sorted(Comparator.comparingDouble(InstanceUse::samples)
                        .reversed()
                        .thenComparing(instance -> instance.labels().toString()))
                .limit(MOST_INSTANCES)
                .forEach(instance -> sum.add(CallEdges.of(profiles.instance(instance.labels(), Weight.SUM)), 1));
        return Optional.of(new NewestVersion(newest, sum.sum()));
    }

    private static String version(InstanceUse instance) {
        return instance.labels().getOrEmpty(Labels.VERSION);
    }

    /**
     * How much it does of what all of them did.
     *
     * @param all the plain sum's edges, its own among them
     */
    Figures.Release match(CallEdges all, long unit, OwnCode own) {
        return new Figures.Release(name, Ageing.of(all, edges, unit, own));
    }
}
