package io.tributary.api.pgo;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.pgo.feedback.Feedback;
import io.tributary.api.pgo.feedback.Verdict;
import io.tributary.profile.pgo.LiveMatch;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Feedback in figures, of services that it was asked for since the start. What is shown is what was found when it was made last; a scrape
 * computes nothing.
 */
final class PgoMetrics {
    /**
     * What was found.
     *
     * @param releasedMillis when the newest release was handed out
     * @param live how much of that the newest version still does
     */
    private record Found(
            Verdict verdict, double missingMass, Optional<Long> releasedMillis, Optional<LiveMatch> live) {}

    private final InstantSource clock;
    private final Map<String, Found> byService = new ConcurrentHashMap<>();

    PgoMetrics(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps what was found of a service, to the question that is asked without parameters. */
    void found(String service, Feedback feedback, Optional<Long> releasedMillis, Optional<LiveMatch> live) {
        byService.put(
                service,
                new Found(feedback.verdict(), feedback.figures().missing().share(), releasedMillis, live));
    }

    /** Those that something was found of. */
    Set<String> services() {
        return Set.copyOf(byService.keySet());
    }

    void register(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("tributary_pgo_verdict")
                .help("1 for what is to be done with a service's default.pgo, 0 for the rest.")
                .labelNames("service", "verdict")
                .callback(callback -> byService.forEach((service, found) -> {
                    for (Verdict verdict : Verdict.values()) {
                        callback.call(verdict == found.verdict ? 1 : 0, service, verdict.text());
                    }
                }))
                .register(registry);
        gauge(
                registry,
                "tributary_pgo_missing_mass_ratio",
                "Estimated share of what a service does that no profile has shown yet.",
                found -> Optional.of(found.missingMass));
        gauge(
                registry,
                "tributary_pgo_release_age_seconds",
                "Seconds since a service's default.pgo was last handed out anew.",
                found -> found.releasedMillis.map(millis -> (clock.millis() - millis) / 1000.0));
        gauge(
                registry,
                "tributary_pgo_live_match_ratio",
                "Share of the heaviest half of the newest release's calls that the newest version still takes.",
                found -> found.live.map(LiveMatch::match));
        gauge(
                registry,
                "tributary_pgo_live_match_expected_ratio",
                "What tributary_pgo_live_match_ratio would be had nothing changed, by the number of samples alone.",
                found -> found.live.map(LiveMatch::expected));
    }

    private void gauge(PrometheusRegistry registry, String name, String help, Function<Found, Optional<Double>> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("service")
                .callback(callback -> byService.forEach(
                        (service, found) -> value.apply(found).ifPresent(number -> callback.call(number, service))))
                .register(registry);
    }
}
