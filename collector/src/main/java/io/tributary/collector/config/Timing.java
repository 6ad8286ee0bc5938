package io.tributary.collector.config;

import java.time.Duration;
import java.util.List;

/** {@code scrape_interval} and {@code scrape_timeout}, of the file or of a job. */
record Timing(Duration interval, Duration timeout) {
    static final Timing DEFAULT = new Timing(Defaults.SCRAPE_INTERVAL, Defaults.SCRAPE_TIMEOUT);

    /** Reads {@code global}. */
    Timing ofGlobal(Section global) {
        Timing timing = read(global);
        if (timing.timeout.compareTo(timing.interval) > 0) {
            tooLong(global, timing);
        }
        return timing;
    }

    /** Reads a job's, falling back to these. */
    Timing ofJob(Section job) {
        return read(job);
    }

    /**
     * Prometheus wants the timeout within the interval; Parca wants it beyond, because it counts a timed profile's seconds in.
     * So it may be longer where a timed profile is taken, and only there.
     */
    void checkTimeout(Section job, List<ProfileConfig> profiles) {
        if (timeout.compareTo(interval) > 0 && profiles.stream().noneMatch(profile -> profile.seconds() > 0)) {
            tooLong(job, this);
        }
    }

    /** {@code scrape_interval}, or the fallback where it is not given or wrong. */
    static Duration interval(Section section, Duration fallback) {
        Duration given = section.duration("scrape_interval");
        if (given == null) {
            return fallback;
        }
        if (given.compareTo(Defaults.SHORTEST_INTERVAL) < 0 || given.compareTo(Defaults.LONGEST_INTERVAL) > 0) {
            section.problems()
                    .add(
                            section.place("scrape_interval"),
                            "scrape_interval must be from " + PrometheusDuration.format(Defaults.SHORTEST_INTERVAL)
                                    + " to " + PrometheusDuration.format(Defaults.LONGEST_INTERVAL));
            return fallback;
        }
        return given;
    }

    private Timing read(Section section) {
        Duration nextInterval = interval(section, interval);
        Duration wanted = section.duration("scrape_timeout");
        if (wanted != null && (wanted.isZero() || wanted.compareTo(Defaults.LONGEST_INTERVAL) > 0)) {
            section.problems()
                    .add(
                            section.place("scrape_timeout"),
                            "scrape_timeout must be more than 0s and at most "
                                    + PrometheusDuration.format(Defaults.LONGEST_INTERVAL));
            wanted = null;
        }
        if (wanted == null) {
            wanted = timeout.compareTo(nextInterval) > 0 ? nextInterval : timeout;
        }
        return new Timing(nextInterval, wanted);
    }

    private static void tooLong(Section section, Timing timing) {
        section.problems()
                .add(
                        section.place("scrape_timeout"),
                        "scrape_timeout " + PrometheusDuration.format(timing.timeout)
                                + " must not be longer than scrape_interval "
                                + PrometheusDuration.format(timing.interval));
    }
}
