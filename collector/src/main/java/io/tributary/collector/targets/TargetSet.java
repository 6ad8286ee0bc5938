package io.tributary.collector.targets;

import io.tributary.collector.config.ShardConfig;
import io.tributary.collector.schedule.Rotation;
import io.tributary.storage.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a collector scrapes.
 *
 * @param active sorted by job and labels; no two scrapes of the same type have the same labels
 * @param dropped in the order of jobs and discovery
 */
public record TargetSet(List<Target> active, List<DroppedTarget> dropped) {
    public TargetSet {
        active = List.copyOf(active);
        dropped = List.copyOf(dropped);
    }

    /** Adds up jobs: what was found twice counts once, and what belongs to another shard is dropped. */
    public static TargetSet of(Collection<JobTargets> jobs, ShardConfig shard) {
        Merge merge = new Merge(shard);
        for (JobTargets job : jobs) {
            merge.dropped.addAll(job.dropped());
            job.candidates().forEach(candidate -> merge.add(candidate, job.rotation()));
        }
        // Sorted by key once made, not made again for each comparison.
        SortedMap<Place, Target> active =
                new TreeMap<>(Comparator.comparing(Place::job).thenComparing(Place::labels));
        merge.targets.forEach((identity, parts) -> active.put(
                new Place(identity.job(), identity.labels().toString()),
                new Target(
                        identity.job(),
                        identity.labels(),
                        parts.discovered,
                        parts.rotation,
                        List.copyOf(parts.scrapes.values()))));
        return new TargetSet(List.copyOf(active.values()), merge.dropped);
    }

    private record Place(String job, String labels) {}

    private record Identity(String job, Labels labels) {}

    private record Series(Labels labels, String type) {}

    private static final class Parts {
        private final SortedMap<String, String> discovered;
        private final Rotation rotation;
        private final SortedMap<String, Scrape> scrapes = new TreeMap<>();

        Parts(SortedMap<String, String> discovered, Rotation rotation) {
            this.discovered = discovered;
            this.rotation = rotation;
        }
    }

    private static final class Merge {
        private final ShardConfig shard;
        private final Map<Identity, Parts> targets = new LinkedHashMap<>();
        private final Map<Series, JobTargets.Candidate> taken = new HashMap<>();
        private final List<DroppedTarget> dropped = new ArrayList<>();

        Merge(ShardConfig shard) {
            this.shard = shard;
        }

        void add(JobTargets.Candidate candidate, Map<Labels, Rotation> rotation) {
            int owner = Sharding.shardOf(candidate.labels(), shard.count());
            if (owner != shard.index()) {
                drop(candidate, DroppedTarget.Reason.SHARD, "shard " + owner + " of " + shard.count() + " has it");
                return;
            }
            JobTargets.Candidate first = taken.putIfAbsent(
                    new Series(candidate.labels(), candidate.scrape().type()), candidate);
            if (first == null) {
                targets.computeIfAbsent(
                                new Identity(candidate.job(), candidate.labels()),
                                _ -> new Parts(
                                        candidate.discoveredLabels(),
                                        rotation.getOrDefault(candidate.labels(), Rotation.ALWAYS)))
                        .scrapes
                        .put(candidate.scrape().type(), candidate.scrape());
            } else if (!first.scrape().equals(candidate.scrape())) {
                drop(
                        candidate,
                        DroppedTarget.Reason.INVALID,
                        "it has the same labels as " + first.scrape().address() + " of job " + first.job() + ", "
                                + candidate.labels() + ": give it labels that differ");
            }
        }

        /** Once for all types of a target. */
        private void drop(JobTargets.Candidate candidate, DroppedTarget.Reason reason, String detail) {
            DroppedTarget target = new DroppedTarget(candidate.job(), candidate.discoveredLabels(), reason, detail);
            if (dropped.isEmpty() || !dropped.getLast().equals(target)) {
                dropped.add(target);
            }
        }
    }
}
