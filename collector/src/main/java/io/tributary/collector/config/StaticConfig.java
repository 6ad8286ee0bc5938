package io.tributary.collector.config;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code static_configs}: the targets stand in the file.
 *
 * @param targets the labels of each, {@code __address__} and those of its group, in the file's order
 */
public record StaticConfig(List<SortedMap<String, String>> targets) implements DiscoveryConfig {
    public StaticConfig {
        targets = targets.stream()
                .map(labels -> Collections.unmodifiableSortedMap(new TreeMap<>(labels)))
                .toList();
    }

    @Override
    public String kind() {
        return "static";
    }
}
