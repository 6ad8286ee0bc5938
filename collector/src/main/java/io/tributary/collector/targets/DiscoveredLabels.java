package io.tributary.collector.targets;

import io.tributary.collector.config.InternalLabels;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.PrometheusDuration;
import io.tributary.collector.config.SecretParams;
import io.tributary.storage.Labels;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code relabel_configs} begin with: the labels that were found, and from the job what they do not say. */
public final class DiscoveredLabels {
    private DiscoveredLabels() {}

    static SortedMap<String, String> of(JobConfig job, Map<String, String> found) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(Labels.JOB, job.name());
        labels.put(InternalLabels.SCHEME, job.scheme().word());
        labels.put(InternalLabels.SCRAPE_INTERVAL, PrometheusDuration.format(job.interval()));
        labels.put(InternalLabels.SCRAPE_TIMEOUT, PrometheusDuration.format(job.timeout()));
        job.params().forEach((name, values) -> {
            if (!values.isEmpty()) {
                labels.put(InternalLabels.PARAM + name, values.getFirst());
            }
        });
        found.forEach((name, value) -> {
            if (!value.isEmpty()) {
                labels.put(name, value);
            }
        });
        labels.values().removeIf(String::isEmpty);
        return Collections.unmodifiableSortedMap(labels);
    }

    /** As they can be shown: rules see secrets of the configuration that nobody else may. */
    public static SortedMap<String, String> shown(SortedMap<String, String> labels) {
        SortedMap<String, String> shown = new TreeMap<>(labels);
        shown.replaceAll((name, value) -> name.startsWith(InternalLabels.PARAM)
                ? SecretParams.shownParameter(name.substring(InternalLabels.PARAM.length()), value)
                : name.equals(InternalLabels.META_URL) ? SecretParams.withoutQuery(value) : value);
        return Collections.unmodifiableSortedMap(shown);
    }
}
