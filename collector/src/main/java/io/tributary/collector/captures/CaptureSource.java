package io.tributary.collector.captures;

import io.tributary.collector.captures.CaptureAnswer.Refusal;
import io.tributary.collector.captures.CaptureAnswer.Refused;
import io.tributary.collector.captures.CaptureTargets.Scraped;
import io.tributary.collector.config.Defaults;
import io.tributary.collector.config.ProfileConfig;
import io.tributary.collector.fetch.FetchRequest;
import io.tributary.collector.targets.InvalidTargetException;
import io.tributary.collector.targets.OnDemand;
import io.tributary.collector.targets.Scrape;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How something is captured from a target.
 *
 * @param type that was asked for
 * @param stored the type it is stored as: another where it is a difference of what is otherwise taken whole
 * @param seconds for how long, 0 for what is there at once
 */
record CaptureSource(Scraped from, String type, String stored, int seconds, FetchRequest request) {
    /** As many as a timed profile may be configured with. */
    private static final int MOST_SECONDS = 3_600;

    /** Both of one target: a source, or why there is none. */
    sealed interface Sought {}

    record Found(CaptureSource source) implements Sought {}

    record Missing(Refused refused) implements Sought {}

    /** @param seconds 0 for as configured */
    static Sought of(Scraped from, String type, int seconds) {
        Optional<Refused> bad = check(type, seconds);
        if (bad.isPresent()) {
            return new Missing(bad.get());
        }
        try {
            Optional<Scrape> scrape = scrape(from, type);
            if (scrape.isEmpty()) {
                return new Missing(noSuchType(from, type));
            }
            int configured = scrape.get().seconds();
            int wanted = seconds == 0 ? configured : seconds;
            String stored = configured == 0 && wanted > 0 ? type + "_delta" : type;
            return new Found(new CaptureSource(
                    from,
                    type,
                    stored,
                    wanted,
                    FetchRequest.of(scrape.get(), from.job().http(), wanted)));
        } catch (InvalidTargetException e) {
            return new Missing(new Refused(
                    Refusal.NOT_REACHABLE,
                    type + " cannot be captured from " + from.target().labels() + ": " + e.reason(),
                    "correct relabel_configs of job " + from.job().name()));
        }
    }

    /** Why so many seconds of a type cannot be had; empty when they can. */
    static Optional<Refused> check(String type, int seconds) {
        if (seconds < 0 || seconds > MOST_SECONDS) {
            return Optional.of(new Refused(
                    Refusal.BAD_SECONDS,
                    seconds + " seconds cannot be captured",
                    "seconds must be from 1 to " + MOST_SECONDS + ", or left out"));
        }
        if (seconds > 0 && !Defaults.takesSeconds(type)) {
            return Optional.of(new Refused(
                    Refusal.BAD_SECONDS, type + " is taken at once: it has what was before", "leave out seconds"));
        }
        return Optional.empty();
    }

    private static Optional<Scrape> scrape(Scraped from, String type) throws InvalidTargetException {
        for (Scrape scrape : from.target().scrapes()) {
            if (scrape.type().equals(type)) {
                return Optional.of(scrape);
            }
        }
        Optional<ProfileConfig> configured =
                types(from).filter(profile -> profile.type().equals(type)).findFirst();
        return configured.isEmpty()
                ? Optional.empty()
                : Optional.of(OnDemand.scrape(from.job(), configured.get(), from.target()));
    }

    private static Stream<ProfileConfig> types(Scraped from) {
        return Stream.of(from.job().profiles(), from.job().onDemand()).flatMap(List::stream);
    }

    /** Whether the target's job has the type, on or off. */
    static boolean has(Scraped from, String type) {
        return types(from).anyMatch(profile -> profile.type().equals(type));
    }

    static Refused noSuchType(Scraped from, String type) {
        TreeSet<String> known = new TreeSet<>();
        types(from).forEach(profile -> known.add(profile.type()));
        return new Refused(
                Refusal.NO_SUCH_TYPE,
                "job " + from.job().name() + " has no profile type " + type,
                "its types are " + String.join(", ", known) + "; profiling_config.pprof_config can have more");
    }
}
