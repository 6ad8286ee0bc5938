package io.tributary.api.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is profiled at the moment and how that goes. Asked on an event loop for every {@code GET /api/v1/targets}, so the
 * answer comes from memory; what it gives is a snapshot. Nothing in it may hold a secret: it is shown as it is.
 */
public interface TargetsSource {
    /** Every target that is scraped, in a stable order. */
    List<Target> active();

    /** Every target that was discovered and is not scraped, in a stable order. */
    List<Dropped> dropped();

    /** Prometheus' three words. */
    enum Health {
        UP,
        DOWN,
        /** Not scraped yet. */
        UNKNOWN
    }

    /**
     * One target.
     *
     * @param scrapePool the {@code job_name} it belongs to
     * @param labels its whole label set after relabelling: what identifies the instance
     * @param discoveredLabels what they were before relabelling
     * @param health {@code DOWN} when any of its last scrapes failed
     * @param samplingIntervals of so many intervals it is profiled in one; 1 where all of its job's targets are in each
     * @param overheadBudget the share of the time, 0 to 1, that its process may be under timed profiles
     * @param overheadShare the share of the last hour that it was
     * @param profiles one for each profile type that is taken
     */
    record Target(
            String scrapePool,
            Map<String, String> labels,
            Map<String, String> discoveredLabels,
            Health health,
            int samplingIntervals,
            double overheadBudget,
            double overheadShare,
            List<Scrape> profiles) {
        public Target {
            labels = Map.copyOf(labels);
            discoveredLabels = Map.copyOf(discoveredLabels);
            profiles = List.copyOf(profiles);
        }
    }

    /**
     * One that is not scraped.
     *
     * @param scrapePool the {@code job_name} it belongs to
     * @param discoveredLabels before relabelling
     * @param reason a word of a closed set: {@code relabelled}, {@code shard}, {@code invalid}
     * @param detail what happened, for a person
     */
    record Dropped(String scrapePool, Map<String, String> discoveredLabels, String reason, String detail) {
        public Dropped {
            discoveredLabels = Map.copyOf(discoveredLabels);
        }
    }

    /**
     * How one profile type is taken from a target.
     *
     * @param type {@code cpu}, {@code heap}, …
     * @param scrapeUrl what is fetched, without user information
     * @param scrapeInterval from one scrape's beginning to the next
     * @param health how the last scrape ended
     * @param lastScrape when the last scrape began, or null before the first
     * @param lastScrapeDuration how long it took, or null before the first
     * @param lastScrapeBytes what came over the wire
     * @param lastError why it failed, or the empty string
     * @param downSince when the present run of failures began, or null unless the health is {@code DOWN}
     * @param nextScrape when the next one is due, or null when not planned
     */
    record Scrape(
            String type,
            String scrapeUrl,
            Duration scrapeInterval,
            Health health,
            @Nullable Instant lastScrape,
            @Nullable Duration lastScrapeDuration,
            long lastScrapeBytes,
            String lastError,
            @Nullable Instant downSince,
            @Nullable Instant nextScrape) {}
}
