package io.tributary.collector.targets;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.AddressException;
import io.tributary.collector.config.AddressParser;
import io.tributary.collector.config.Defaults;
import io.tributary.collector.config.InternalLabels;
import io.tributary.collector.config.JobConfig;
import io.tributary.collector.config.ProfileConfig;
import io.tributary.collector.config.ProfilePath;
import io.tributary.collector.config.PrometheusDuration;
import io.tributary.collector.config.Scheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Reads from the labels that begin with two underscores, after relabelling, how a profile is fetched. */
final class ScrapeReader {
    private final JobConfig job;
    private final ProfileConfig profile;
    private final SortedMap<String, String> labels;

    ScrapeReader(JobConfig job, ProfileConfig profile, SortedMap<String, String> labels) {
        this.job = job;
        this.profile = profile;
        this.labels = labels;
    }

    Scrape read() throws InvalidTargetException {
        Scheme scheme = scheme();
        Address address = address(scheme);
        Duration interval = duration(InternalLabels.SCRAPE_INTERVAL);
        if (interval.compareTo(Defaults.SHORTEST_INTERVAL) < 0 || interval.compareTo(Defaults.LONGEST_INTERVAL) > 0) {
            throw new InvalidTargetException(InternalLabels.SCRAPE_INTERVAL + " must be from "
                    + PrometheusDuration.format(Defaults.SHORTEST_INTERVAL) + " to "
                    + PrometheusDuration.format(Defaults.LONGEST_INTERVAL) + ", not "
                    + labels.get(InternalLabels.SCRAPE_INTERVAL));
        }
        return new Scrape(
                profile.type(), scheme, address, path(), params(), seconds(interval), interval, timeout(interval));
    }

    private Scheme scheme() throws InvalidTargetException {
        String word = labels.getOrDefault(InternalLabels.SCHEME, Scheme.HTTP.word());
        Scheme scheme = Scheme.of(word);
        if (scheme == null) {
            throw new InvalidTargetException(InternalLabels.SCHEME + " must be http or https, not " + word);
        }
        return scheme;
    }

    private Address address(Scheme scheme) throws InvalidTargetException {
        String text = labels.get(InternalLabels.ADDRESS);
        if (text == null) {
            throw new InvalidTargetException("it has no " + InternalLabels.ADDRESS);
        }
        try {
            return AddressParser.parse(text, scheme);
        } catch (AddressException e) {
            throw new InvalidTargetException(InternalLabels.ADDRESS + ": " + e.reason());
        }
    }

    private Duration duration(String name) throws InvalidTargetException {
        String text = labels.getOrDefault(name, "");
        Duration duration = PrometheusDuration.parse(text);
        if (duration == null || duration.isZero()) {
            throw new InvalidTargetException(name + " must be a duration like 15s or 1m30s, not \"" + text + '"');
        }
        return duration;
    }

    /** A timeout that the job itself has was looked at where the file was read. */
    private Duration timeout(Duration interval) throws InvalidTargetException {
        Duration timeout = duration(InternalLabels.SCRAPE_TIMEOUT);
        boolean isJobs = timeout.equals(job.timeout()) && interval.equals(job.interval());
        if (!isJobs && timeout.compareTo(interval) > 0 && profile.seconds() == 0) {
            throw new InvalidTargetException(InternalLabels.SCRAPE_TIMEOUT + " "
                    + PrometheusDuration.format(timeout) + " must not be longer than " + InternalLabels.SCRAPE_INTERVAL
                    + " " + PrometheusDuration.format(interval));
        }
        return timeout;
    }

    /** Those of the job, or what an interval allows that relabelling made shorter than they are. */
    private int seconds(Duration interval) throws InvalidTargetException {
        if (profile.seconds() > 0 && interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new InvalidTargetException(
                    InternalLabels.SCRAPE_INTERVAL + " must be at least 1s for the timed profile " + profile.type());
        }
        return profile.seconds() > interval.toSeconds() ? Defaults.profileSeconds(interval) : profile.seconds();
    }

    private String path() throws InvalidTargetException {
        String text = labels.getOrDefault(InternalLabels.PROFILE_PATH, "");
        String path = ProfilePath.of(text);
        if (path == null) {
            throw new InvalidTargetException(InternalLabels.PROFILE_PATH
                    + " must be a URL's path without blanks, '?' and '#', not \"" + text + '"');
        }
        return path;
    }

    /** As in Prometheus, a label says the first value; what relabelling removed is as the job has it. */
    private Map<String, List<String>> params() throws InvalidTargetException {
        Map<String, List<String>> params = new LinkedHashMap<>(job.params());
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (label.getKey().startsWith(InternalLabels.PARAM)) {
                String name = label.getKey().substring(InternalLabels.PARAM.length());
                List<String> values = new ArrayList<>(params.getOrDefault(name, List.of()));
                if (values.isEmpty()) {
                    values.add(label.getValue());
                } else {
                    values.set(0, label.getValue());
                }
                params.put(name, List.copyOf(values));
            }
        }
        if (params.containsKey("seconds")) {
            throw new InvalidTargetException(InternalLabels.PARAM + "seconds: how long a profile lasts is said by"
                    + " profiling_config.pprof_config");
        }
        return params;
    }
}
