package io.tributary.collector.targets;

import io.tributary.collector.config.JobConfig;
import io.tributary.collector.schedule.Rotation;
import io.tributary.storage.Labels;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What one job makes of the targets that were discovered for it.
 *
 * @param candidates what may be scraped, in the order of discovery, then by type; some may be there twice
 * @param dropped what will not be
 * @param rotation who has its turn when, where not all are profiled at once; without whom is profiled in every interval
 */
public record JobTargets(List<Candidate> candidates, List<DroppedTarget> dropped, Map<Labels, Rotation> rotation) {
    /**
     * One profile type of one target.
     *
     * @param labels after relabelling: its identity in the store
     * @param discoveredLabels before relabelling
     */
    public record Candidate(String job, Labels labels, SortedMap<String, String> discoveredLabels, Scrape scrape) {}

    public JobTargets {
        candidates = List.copyOf(candidates);
        dropped = List.copyOf(dropped);
        rotation = Map.copyOf(rotation);
    }

    /**
     * Relabels what was discovered.
     *
     * @param found the labels of each target, {@code __address__} and {@code __meta_} ones included
     */
    public static JobTargets of(JobConfig job, Collection<? extends Map<String, String>> found) {
        TypeByType relabelling = new TypeByType(job);
        found.forEach(relabelling::add);
        return relabelling.result();
    }
}
