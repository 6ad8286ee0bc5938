package io.tributary.collector.history;

import io.tributary.collector.fetch.FailureReason;
import java.util.List;
import java.util.Map;

/**
 * What became of a service's scrapes over time.
 *
 * @param service whose they were
 * @param steps in order of time; those without a scrape are left out
 */
public record ScrapeCounts(String service, List<Step> steps) {
    public ScrapeCounts {
        steps = List.copyOf(steps);
    }

    /**
     * One step of time.
     *
     * @param fromMillis its begin, a multiple of its length since 1970
     * @param scrapes how many began in it and have ended
     * @param failures how many of them gave nothing, by reason
     */
    public record Step(long fromMillis, int scrapes, Map<FailureReason, Integer> failures) {
        public Step {
            failures = Map.copyOf(failures);
        }
    }
}
