package io.tributary.collector.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * {@code profiling_config}. As in Parca, what it does not name keeps its default, and {@code delta} makes a profile a timed
 * one. Unlike Parca's, a timed profile does not fill the whole interval unless {@code seconds} says so.
 */
final class ProfilesReader {
    private static final Pattern TYPE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");
    static final int MOST_SECONDS = 3_600;
    private static final Duration SHORTEST_TIMED = Duration.ofSeconds(1);

    private final Duration interval;
    private final boolean countsGoroutines;
    private final Problems problems;
    private final Map<String, ProfileConfig> profiles = new TreeMap<>();
    private final Map<String, ProfileConfig> onDemand = new TreeMap<>();
    private String prefix = "";

    /**
     * @param interval of the job
     * @param countsGoroutines whether metrics tell how many goroutines there are, so that their profile is not needed for that
     */
    ProfilesReader(Duration interval, boolean countsGoroutines, Problems problems) {
        this.interval = interval;
        this.countsGoroutines = countsGoroutines;
        this.problems = problems;
    }

    /** After {@link #read}: what is switched off, by the file or by default, and can be captured all the same; sorted by type. */
    List<ProfileConfig> onDemand() {
        return List.copyOf(onDemand.values());
    }

    /** What is taken, sorted by type. */
    List<ProfileConfig> read(Section job) {
        Section profiling = job.section("profiling_config", "profiling_config");
        Section entries = null;
        if (profiling != null) {
            prefix = path(profiling, "path_prefix", "").replaceAll("/+$", "");
            entries = profiling.section("pprof_config", "pprof_config");
            profiling.refuseUnknown();
        }
        int timed = Defaults.profileSeconds(interval);
        for (Defaults.KnownProfile known : Defaults.PROFILES) {
            boolean isCounted = countsGoroutines && known.type().equals("goroutine");
            (known.enabled() && !isCounted ? profiles : onDemand)
                    .put(
                            known.type(),
                            new ProfileConfig(
                                    known.type(), prefix + known.path(), known.timed() ? timed : 0, interval));
        }
        if (entries != null) {
            Map<String, ScalarNode> seen = new TreeMap<>();
            for (ScalarNode key : entries.keys()) {
                Node value = entries.get(key.getValue());
                if (value != null) {
                    entry(key, value, seen);
                }
            }
        }
        tooLongForTheInterval(job);
        return List.copyOf(profiles.values());
    }

    private void entry(ScalarNode key, Node value, Map<String, ScalarNode> seen) {
        String name = key.getValue();
        Defaults.KnownProfile known = Defaults.known(name);
        String type = known == null ? name : known.type();
        ScalarNode before = seen.putIfAbsent(type, key);
        if (before != null) {
            problems.add(
                    key,
                    Problems.quote(name) + " and " + Problems.quote(before.getValue()) + " both name the profile type "
                            + type);
            return;
        }
        if (!TYPE.matcher(name).matches()) {
            problems.add(
                    key,
                    "a profile type must be letters, digits, '_', '.' and '-', at most 64, not "
                            + Problems.quote(name));
            return;
        }
        Section section = Section.of(
                Section.isNothing(value) ? emptyMapping(value) : value,
                "the profile " + Problems.quote(name),
                problems);
        if (section == null) {
            return;
        }
        Boolean enabled = section.bool("enabled");
        String path = path(section, "path", known == null ? "" : known.path());
        Duration every = Timing.interval(section, interval);
        Integer seconds = seconds(section, type, known != null && known.timed(), every);
        section.passOver(PassedOver.IN_PROFILE);
        section.refuseUnknown();
        ProfileConfig profile = new ProfileConfig(type, prefix + path, seconds == null ? 0 : seconds, every);
        if (Boolean.FALSE.equals(enabled)) {
            profiles.remove(type);
            if (!path.isEmpty()) {
                onDemand.put(type, profile);
            }
            return;
        }
        if (path.isEmpty() && !section.has("path")) {
            problems.add(
                    key,
                    "the profile " + Problems.quote(name) + " needs a path" + suggestion(name)
                            + "; types that need none are " + knownTypes());
        }
        profiles.put(type, profile);
        onDemand.remove(type);
    }

    private @Nullable Integer seconds(Section section, String type, boolean timed, Duration every) {
        Integer seconds = section.integer("seconds", 1, MOST_SECONDS);
        Boolean delta = section.bool("delta");
        if (Boolean.FALSE.equals(delta) && timed) {
            problems.add(
                    section.place("delta"),
                    "delta must be true for " + type + ": Go serves it only for a stretch of time");
        } else if (Boolean.FALSE.equals(delta) && seconds != null) {
            problems.add(section.place("delta"), "delta must be true where seconds are given");
        }
        if (seconds != null && seconds > every.toMillis() / 1000.0) {
            problems.add(
                    section.place("seconds"),
                    "seconds must not be longer than scrape_interval, " + PrometheusDuration.format(every));
        }
        boolean wanted = timed || Boolean.TRUE.equals(delta);
        if (seconds != null || !wanted || section.has("seconds")) {
            return seconds;
        }
        if (!every.equals(interval) && every.compareTo(SHORTEST_TIMED) < 0) {
            problems.add(
                    section.place("scrape_interval"),
                    "scrape_interval must be at least 1s for the timed profile " + Problems.quote(type));
        }
        return Defaults.profileSeconds(every);
    }

    /** Only what no {@code seconds} key was the reason for: with one, the message stands there. */
    private void tooLongForTheInterval(Section job) {
        if (interval.compareTo(SHORTEST_TIMED) < 0) {
            for (ProfileConfig profile : profiles.values()) {
                if (profile.seconds() == 1 && profile.interval().equals(interval)) {
                    problems.add(
                            job.place("scrape_interval"),
                            "scrape_interval must be at least 1s while the timed profile "
                                    + Problems.quote(profile.type()) + " is enabled");
                }
            }
        }
    }

    private String path(Section section, String key, String fallback) {
        String text = section.string(key);
        if (text == null) {
            return fallback;
        }
        String path = ProfilePath.of(text);
        if (path == null) {
            problems.add(
                    section.place(key),
                    key + " must be a URL's path without blanks, '?' and '#', not " + Problems.quote(text)
                            + "; a query goes into params");
            return fallback;
        }
        return path;
    }

    private static String suggestion(String name) {
        String nearest = Nearest.of(
                name,
                Defaults.PROFILES.stream().map(Defaults.KnownProfile::type).toList());
        return nearest == null ? "" : " (did you mean " + Problems.quote(nearest) + "?)";
    }

    private static String knownTypes() {
        return String.join(
                ", ",
                Defaults.PROFILES.stream().map(Defaults.KnownProfile::type).toList());
    }

    /** {@code heap:} with nothing after it: the type with its defaults. */
    private static Node emptyMapping(Node at) {
        return new MappingNode(
                Tag.MAP, false, List.of(), at.getStartMark(), at.getEndMark(), DumperOptions.FlowStyle.BLOCK);
    }
}
