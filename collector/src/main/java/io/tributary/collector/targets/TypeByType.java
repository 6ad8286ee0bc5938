package io.tributary.collector.targets;

import io.tributary.collector.config.Defaults;
import io.tributary.collector.config.InternalLabels;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.ProfileConfig;
import io.tributary.collector.config.PrometheusDuration;
import io.tributary.collector.relabel.Relabeling;
import io.tributary.collector.schedule.Rotation;
import io.tributary.collector.targets.JobTargets.Candidate;
import io.tributary.storage.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts one job's targets through its rules, each of their profile types by itself, and gathers what comes out. */
final class TypeByType {
    private final JobConfig job;
    private final Relabeling rules;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<DroppedTarget> dropped = new ArrayList<>();

    TypeByType(JobConfig job) {
        this.job = job;
        this.rules = new Relabeling(job.relabel());
    }

    JobTargets result() {
        return new JobTargets(
                candidates,
                dropped,
                Rotation.of(
                        candidates.stream().map(Candidate::labels).toList(),
                        job.schedule().sampledTargets()));
    }

    /** What the rules begin with for one type. */
    static SortedMap<String, String> ofType(JobConfig job, ProfileConfig profile, Map<String, String> discovered) {
        SortedMap<String, String> labels = new TreeMap<>(discovered);
        labels.put(InternalLabels.PROFILE_NAME, Defaults.parcaName(profile.type()));
        labels.put(InternalLabels.PROFILE_PATH, profile.path());
        // What was found for the target itself wins over what its job says for the type.
        if (profile.interval().equals(job.interval())
                || !isAsTheJobHasIt(labels, InternalLabels.SCRAPE_INTERVAL, job.interval())) {
            return labels;
        }
        labels.put(InternalLabels.SCRAPE_INTERVAL, PrometheusDuration.format(profile.interval()));
        if (profile.seconds() == 0
                && job.timeout().compareTo(profile.interval()) > 0
                && isAsTheJobHasIt(labels, InternalLabels.SCRAPE_TIMEOUT, job.timeout())) {
            labels.put(InternalLabels.SCRAPE_TIMEOUT, PrometheusDuration.format(profile.interval()));
        }
        return labels;
    }

    private static boolean isAsTheJobHasIt(Map<String, String> labels, String name, Duration duration) {
        return PrometheusDuration.format(duration).equals(labels.get(name));
    }

    static String words(JobConfig job, int droppedBy) {
        return "rule " + (droppedBy + 1) + " of relabel_configs, "
                + job.relabel().get(droppedBy).action().word() + ", drops it";
    }

    void add(Map<String, String> found) {
        SortedMap<String, String> discovered = DiscoveredLabels.of(job, found);
        int before = candidates.size();
        Set<String> problems = new LinkedHashSet<>();
        Set<String> drops = new LinkedHashSet<>();
        if (job.profiles().isEmpty()) {
            problems.add("its job takes no profiles: enable one in profiling_config.pprof_config");
        }
        for (ProfileConfig profile : job.profiles()) {
            switch (rules.apply(ofType(job, profile, discovered))) {
                case Relabeling.Dropped(int rule) -> drops.add(words(job, rule));
                case Relabeling.Kept(SortedMap<String, String> kept) -> {
                    try {
                        Scrape scrape = new ScrapeReader(job, profile, kept).read();
                        Labels stored = StoredLabels.of(kept, scrape.address());
                        candidates.add(new Candidate(job.name(), stored, discovered, scrape));
                    } catch (InvalidTargetException e) {
                        problems.add(e.reason());
                    }
                }
            }
        }
        for (String problem : problems) {
            dropped.add(new DroppedTarget(job.name(), discovered, DroppedTarget.Reason.INVALID, problem));
        }
        if (candidates.size() == before && problems.isEmpty()) {
            dropped.add(new DroppedTarget(
                    job.name(), discovered, DroppedTarget.Reason.RELABELLED, String.join("; ", drops)));
        }
    }
}
