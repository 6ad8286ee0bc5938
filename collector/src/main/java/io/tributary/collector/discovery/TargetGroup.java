package io.tributary.collector.discovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Targets that were found in one place.
 *
 * @param source that place, unique within a discovery: a file and its n-th group, a pod
 * @param targets the labels of each as discovered, {@code __address__} and every {@code __meta_} label included, the group's own
 *     labels merged in; unmodifiable
 */
public record TargetGroup(String source, List<SortedMap<String, String>> targets) {
    /** Prometheus' label for where a target listens. */
    public static final String ADDRESS = "__address__";

    public TargetGroup {
        targets = List.copyOf(targets);
    }

    /**
     * Merges the labels of a group into each of its targets; a target's own win.
     *
     * @param targets the labels of each alone
     */
    public static TargetGroup of(
            String source, Map<String, String> shared, List<? extends Map<String, String>> targets) {
        List<SortedMap<String, String>> all = new ArrayList<>(targets.size());
        for (Map<String, String> target : targets) {
            TreeMap<String, String> labels = new TreeMap<>(shared);
            labels.putAll(target);
            all.add(Collections.unmodifiableSortedMap(labels));
        }
        return new TargetGroup(source, all);
    }
}
