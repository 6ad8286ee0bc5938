package io.tributary.api.scrapes;

import io.tributary.storage.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of the scrapes of the last hours. Answers from memory, within milliseconds; any thread. */
public interface ScrapesSource {
    /** How far it reaches back. */
    Duration kept();

    /** The grain in which it counts: steps are multiples of it. */
    Duration grain();

    /** From when on it was told of every scrape, or null before the first one can be made. */
    @Nullable
    Instant since();

    /** How many scrapes it did not count since then, because there are more services than it has room for. */
    long uncounted();

    /**
     * What was counted in a range.
     *
     * @param services only these; all where there is none
     * @param stepMillis of which length steps are
     * @return sorted by service; who had no scrape in the range is left out
     */
    List<Service> counts(Set<String> services, TimeRange range, long stepMillis);

    /**
     * A service's scrapes.
     *
     * @param steps in order of time; those without a scrape are left out
     */
    record Service(String service, List<Step> steps) {
        public Service {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One step of time.
     *
     * @param fromMillis its begin, a multiple of its length since 1970
     * @param scrapes how many began in it and have ended
     * @param failures how many of them gave nothing, by reason: a word of a closed set, {@code connection_refused}
     */
    record Step(long fromMillis, int scrapes, Map<String, Integer> failures) {
        public Step {
            failures = Map.copyOf(failures);
        }

        /** How many gave nothing, for whatever reason. */
        int failed() {
            return failures.values().stream().mapToInt(Integer::intValue).sum();
        }
    }
}
