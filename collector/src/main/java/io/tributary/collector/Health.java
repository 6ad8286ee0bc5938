package io.tributary.collector;

/** How the last scrape ended, in Prometheus' words. */
public enum Health {
    UP,
    DOWN,
    /** Not scraped yet. */
    UNKNOWN
}
