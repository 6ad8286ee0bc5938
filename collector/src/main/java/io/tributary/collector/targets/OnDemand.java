package io.tributary.collector.targets;

import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.ProfileConfig;
import io.tributary.collector.relabel.Relabeling;
import java.util.SortedMap;

/**
 * How a target is asked for a type that is not scraped. Worked out when it is asked for, because for a whole fleet it would be most of the
 * work of a plan and nearly never used.
 */
public final class OnDemand {
    private OnDemand() {}

    /**
     * Puts the target's labels through its job's rules for this type.
     *
     * @throws InvalidTargetException when a rule drops the type, or the target cannot be asked as its labels are; the message says why
     */
    public static Scrape scrape(JobConfig job, ProfileConfig profile, Target target) throws InvalidTargetException {
        return switch (new Relabeling(job.relabel())
                .apply(TypeByType.ofType(job, profile, target.discoveredLabels()))) {
            case Relabeling.Dropped(int rule) -> throw new InvalidTargetException(TypeByType.words(job, rule));
            case Relabeling.Kept(SortedMap<String, String> labels) -> new ScrapeReader(job, profile, labels).read();
        };
    }
}
