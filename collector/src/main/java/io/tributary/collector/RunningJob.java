package io.tributary.collector;

import io.tributary.collector.config.DiscoveryConfig;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.StaticConfig;
import io.tributary.collector.discovery.Discovery;
import io.tributary.collector.discovery.DiscoveryMachinery;
import io.tributary.collector.discovery.DiscoveryStatus;
import io.tributary.collector.discovery.StaticDiscovery;
import io.tributary.collector.discovery.TargetGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job, its discoveries and what these found last. Event loop only, but for the constructor and {@link #statuses}. */
final class RunningJob {
    /** One way in which targets are found, and what it told last. */
    private final class Finder {
        private final DiscoveryConfig config;
        private final Discovery discovery;
        private List<TargetGroup> groups;

        Finder(DiscoveryConfig config, List<TargetGroup> groups) {
            this.config = config;
            this.discovery = Discoveries.of(job.name(), config, machinery);
            this.groups = groups;
        }

        void start() {
            discovery.start(found -> {
                if (!found.equals(groups)) {
                    groups = found;
                    changed.run();
                }
            });
        }
    }

    private final DiscoveryMachinery machinery;
    private final Runnable changed;
    private JobConfig job;
    private volatile List<Finder> finders;

    /** @param changed is called when something else was found than before */
    RunningJob(JobConfig job, DiscoveryMachinery machinery, Runnable changed) {
        this.machinery = machinery;
        this.changed = changed;
        this.job = job;
        this.finders = job.discovery().stream()
                .map(config -> new Finder(config, known(config)))
                .toList();
    }

    JobConfig config() {
        return job;
    }

    void start() {
        finders.forEach(Finder::start);
    }

    /**
     * Becomes what its configuration is now. A discovery whose own is the same goes on; one that replaces another of its kind begins
     * with what that had found, so that the targets are not gone until it has found them itself.
     */
    void become(JobConfig next) {
        job = next;
        List<Finder> old = new ArrayList<>(finders);
        List<@Nullable Finder> kept = new ArrayList<>();
        for (DiscoveryConfig config : next.discovery()) {
            Finder same = old.stream()
                    .filter(finder -> finder.config.equals(config))
                    .findFirst()
                    .orElse(null);
            old.remove(same);
            kept.add(same);
        }
        List<Finder> fresh = new ArrayList<>();
        List<Finder> all = new ArrayList<>();
        List<Finder> replaced = new ArrayList<>(old);
        for (int i = 0; i < kept.size(); i++) {
            Finder same = kept.get(i);
            if (same == null) {
                DiscoveryConfig config = next.discovery().get(i);
                same = new Finder(config, inherited(config, replaced));
                fresh.add(same);
            }
            all.add(same);
        }
        finders = List.copyOf(all);
        old.forEach(finder -> finder.discovery.close());
        fresh.forEach(Finder::start);
    }

    /** Everything that is known, in the file's order. */
    List<TargetGroup> found() {
        return finders.stream().flatMap(finder -> finder.groups.stream()).toList();
    }

    List<DiscoveryStatus> statuses() {
        return finders.stream().map(finder -> finder.discovery.status()).toList();
    }

    void close() {
        finders.forEach(finder -> finder.discovery.close());
    }

    private static List<TargetGroup> inherited(DiscoveryConfig config, List<Finder> replaced) {
        if (config instanceof StaticConfig) {
            return known(config);
        }
        for (Finder finder : replaced) {
            if (finder.config.kind().equals(config.kind())) {
                replaced.remove(finder);
                return finder.groups;
            }
        }
        return List.of();
    }

    /** What is known before anything was looked for. */
    private static List<TargetGroup> known(DiscoveryConfig config) {
        return config instanceof StaticConfig targets ? StaticDiscovery.groups(targets) : List.of();
    }
}
