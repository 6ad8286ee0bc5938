package io.tributary.collector;

import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.ShardConfig;
import io.tributary.collector.discovery.TargetGroup;
import io.tributary.collector.targets.DroppedTarget;
import io.tributary.collector.targets.JobTargets;
import io.tributary.collector.targets.Scrape;
import io.tributary.collector.targets.Target;
import io.tributary.collector.targets.TargetSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be scraped. Pure; ten thousand targets take a second, so it is made on a worker.
 *
 * @param targets sorted by job and labels
 */
record Plan(List<Planned> targets, List<DroppedTarget> dropped) {
    /** A target of a job and what is fetched from it, in order of type, metrics last. */
    record Planned(JobConfig job, Target target, List<Series> series) {
        /** The share of the time that its process may be under timed profiles; null where the file does not say. */
        @Nullable
        Double overheadBudget() {
            return job.schedule().overheadBudget();
        }
    }

    /** What it is made from. */
    record Question(List<Found> jobs, ShardConfig shard) {}

    /** A job and what was discovered for it. */
    record Found(JobConfig job, List<TargetGroup> groups) {}

    /** Makes plans. Remembers what it made of each job, which is most of the work. One thread at a time. */
    static final class Maker {
        private Map<Found, JobTargets> remembered = Map.of();

        Plan plan(Question question) {
            Map<Found, JobTargets> made = new HashMap<>();
            List<JobTargets> jobs = new ArrayList<>();
            for (Found found : question.jobs()) {
                JobTargets known = remembered.get(found);
                JobTargets targets = known == null ? of(found) : known;
                made.put(found, targets);
                jobs.add(targets);
            }
            remembered = made;
            return Plan.of(TargetSet.of(jobs, question.shard()), question.jobs());
        }

        private static JobTargets of(Found found) {
            List<SortedMap<String, String>> targets = new ArrayList<>();
            found.groups().forEach(group -> targets.addAll(group.targets()));
            return JobTargets.of(found.job(), targets);
        }
    }

    private static Plan of(TargetSet set, List<Found> found) {
        Map<String, JobConfig> jobs = new HashMap<>();
        found.forEach(each -> jobs.put(each.job().name(), each.job()));
        List<Planned> targets = new ArrayList<>();
        for (Target target : set.active()) {
            JobConfig job = Objects.requireNonNull(jobs.get(target.job()));
            List<Series> series = new ArrayList<>();
            for (Scrape scrape : target.scrapes()) {
                series.add(Series.of(job, target, scrape));
            }
            String metricsPath = job.schedule().metricsPath();
            if (metricsPath != null) {
                series.add(Series.ofMetrics(job, target, metricsPath));
            }
            targets.add(new Planned(job, target, List.copyOf(series)));
        }
        return new Plan(List.copyOf(targets), set.dropped());
    }
}
