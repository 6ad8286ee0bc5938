package io.tributary.api.pgo;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.pgo.feedback.Ageing;
import io.tributary.api.pgo.feedback.Feedback;
import io.tributary.api.pgo.feedback.Verdict;
import io.tributary.profile.pgo.LiveMatch;
import io.tributary.storage.Release;
import io.tributary.storage.Selection;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Feedback in figures, of services that it was asked for since the start. What is shown is what was found when it was made last; a scrape
 * computes nothing.
 */
final class PgoMetrics {
    /**
     * What something was found of: it is found again while this is the same.
     *
     * @param revision the store's, of the selection
     * @param release the digest of the newest release
     */
    record Basis(Selection selection, String revision, Optional<String> release) {}

    /**
     * What was found.
     *
     * @param releasedMillis when the newest release was handed out
     * @param ageing how much of that the newest version still does
     * @param olderGo which share is of programs built with an older Go than others
     */
    private record Found(
            Basis basis,
            Verdict verdict,
            double missingMass,
            Optional<Long> releasedMillis,
            Optional<Ageing> ageing,
            OptionalDouble olderGo) {}

    private final InstantSource clock;
    private final Map<String, Found> byService = new ConcurrentHashMap<>();

    PgoMetrics(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps what was found of a service, to the question that is asked without parameters. */
    void found(Made made, Optional<Release> newest, Optional<Ageing> ageing) {
        Feedback feedback = made.feedback();
        byService.put(
                String.valueOf(made.selection().service()),
                new Found(
                        new Basis(made.selection(), made.revision(), newest.map(Release::digest)),
                        feedback.verdict(),
                        feedback.figures().missing().share(),
                        newest.map(Release::timeMillis),
                        ageing,
                        feedback.figures().olderGo()));
    }

    /** Whether what is shown of its service was found of that. */
    boolean isKnown(Basis basis) {
        Found found = byService.get(String.valueOf(basis.selection.service()));
        return found != null && found.basis.equals(basis);
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
                "tributary_pgo_older_go_ratio",
                "Share of a service's weight of programs built with an older Go than the newest of them, by the label go_version.",
                found -> found.olderGo.stream().boxed().findFirst());
        live(
                registry,
                "tributary_pgo_live_match_ratio",
                "Share of the heaviest half of the newest release's calls that the newest version still takes: of all calls, and of those in"
                        + " the program's own code.",
                LiveMatch::match);
        live(
                registry,
                "tributary_pgo_live_match_expected_ratio",
                "What tributary_pgo_live_match_ratio would be had nothing changed, by the number of samples alone.",
                LiveMatch::expected);
    }

    private void live(PrometheusRegistry registry, String name, String help, ToDoubleFunction<LiveMatch> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("service", "code")
                .callback(callback -> byService.forEach((service, found) -> found.ageing.ifPresent(ageing -> {
                    callback.call(value.applyAsDouble(ageing.all()), service, "all");
                    ageing.own().ifPresent(own -> callback.call(value.applyAsDouble(own), service, "own"));
                })))
                .register(registry);
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
