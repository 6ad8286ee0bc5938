package io.tributary.collector;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one profile type is taken from one target.
 *
 * @param type {@code cpu}, {@code heap}, …
 * @param scrapeUrl what is fetched, without credentials and secret parameters
 * @param scrapeInterval from one scrape's beginning to the next
 * @param health how the last scrape ended
 * @param lastScrape when the last scrape began, or null before the first
 * @param lastScrapeDuration from its beginning until it was stored or failed, or null before the first
 * @param lastScrapeBytes of it, on the wire
 * @param lastError why it failed, or the empty string
 * @param downSince when the first scrape began of those that failed since the last one that went well, or null unless down
 * @param nextScrape when the next one is due, or null when the collector does not run
 */
public record ProfileStatus(
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
