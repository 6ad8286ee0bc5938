package io.tributary.collector.config;

import java.time.Duration;
import java.util.List;
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

    private static final String TRACE = "trace";
    private static final String FLIGHT_RECORDER = "flight_recorder";

    /**
     * A type that Go processes serve: all but {@code flight_recorder} with {@code net/http/pprof} alone.
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
            new KnownProfile("threadcreate", "threadcreate", "/debug/pprof/threadcreate", false, false),
            new KnownProfile(TRACE, TRACE, "/debug/pprof/trace", true, false),
            new KnownProfile(FLIGHT_RECORDER, FLIGHT_RECORDER, "/debug/flightrecorder", false, false));

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

    /** Whether what is served is an execution trace and no profile: kept as it came, never merged. */
    public static boolean isTrace(String type) {
        return type.equals(TRACE) || type.equals(FLIGHT_RECORDER);
    }

    /** Whether a target that serves the type can be asked for a stretch of time: a flight recorder has what was before. */
    public static boolean takesSeconds(String type) {
        return !type.equals(FLIGHT_RECORDER);
    }

    /** The type that a name means: Parca's names are known too. */
    public static String type(String name) {
        KnownProfile known = known(name);
        return known == null ? name : known.type();
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
}
