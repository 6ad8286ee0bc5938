package io.tributary.collector.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that a targets file may leave out. */
public final class Defaults {
    public static final Duration SCRAPE_INTERVAL = Duration.ofMinutes(1);

    /** As Prometheus; never longer than the interval. */
    public static final Duration SCRAPE_TIMEOUT = Duration.ofSeconds(10);

    /**
     * How long a timed profile lasts where the file does not say, at most: ten seconds a minute is what a Go process barely
     * notices, about 1 % of its time while it is being sampled.
     */
    public static final int PROFILE_SECONDS = 10;

    /** Shorter intervals are refused: a profile costs its target work. */
    public static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    public static final Duration LONGEST_INTERVAL = Duration.ofDays(7);

    /**
     * A type that every Go process serves.
     *
     * @param alias Parca's name, the same one where it does not differ
     * @param enabled without being asked for
     */
    record KnownProfile(String type, String alias, String path, boolean timed, boolean enabled) {}

    static final List<KnownProfile> PROFILES = List.of(
            new KnownProfile("cpu", "process_cpu", "/debug/pprof/profile", true, true),
            new KnownProfile("heap", "memory", "/debug/pprof/heap", false, true),
            new KnownProfile("goroutine", "goroutine", "/debug/pprof/goroutine", false, true),
            new KnownProfile("allocs", "allocs", "/debug/pprof/allocs", false, false),
            new KnownProfile("mutex", "mutex", "/debug/pprof/mutex", false, false),
            new KnownProfile("block", "block", "/debug/pprof/block", false, false),
            new KnownProfile("threadcreate", "threadcreate", "/debug/pprof/threadcreate", false, false));

    private Defaults() {}

    /** The type of a name in {@code pprof_config}, ours or Parca's; null for one of the user's own. */
    static @Nullable KnownProfile known(String name) {
        for (KnownProfile known : PROFILES) {
            if (known.type().equals(name) || known.alias().equals(name)) {
                return known;
            }
        }
        return null;
    }

    /** What Parca calls a type: {@code process_cpu} for {@code cpu}, {@code memory} for {@code heap}. */
    public static String parcaName(String type) {
        KnownProfile known = known(type);
        return known == null ? type : known.alias();
    }

    /** Ten seconds, but at most half of the interval, so that the other types have their turn; at least one. */
    public static int profileSeconds(Duration interval) {
        return Math.clamp(interval.toSeconds() / 2, 1, PROFILE_SECONDS);
    }

    /** What is taken from a target whose job says nothing. */
    static Map<String, KnownProfile> enabled() {
        Map<String, KnownProfile> enabled = new TreeMap<>();
        PROFILES.stream().filter(KnownProfile::enabled).forEach(known -> enabled.put(known.type(), known));
        return enabled;
    }
}
