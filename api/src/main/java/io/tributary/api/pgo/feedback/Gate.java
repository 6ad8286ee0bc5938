package io.tributary.api.pgo.feedback;

import io.tributary.api.pgo.feedback.Check.Level;
import io.tributary.profile.pgo.LiveMatch;
import io.tributary.profile.pgo.MissingMass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether feedback is good enough to build with, and if not, why. A function of {@link Figures}. */
public final class Gate {
    /** Fewer draw another hot set each time: two draws of 10,000 samples agree on two thirds of it. */
    public static final int FEWEST_SAMPLES = 10_000;

    /** The compiler takes the lines of calls without start lines for others; a little of it is in every program with C in it. */
    static final double MOST_WITHOUT_START_LINE = 0.2;

    static final double MOST_IDLE = 0.5;
    static final double FEWEST_CORES = 0.005;
    /** And more than twice what all would have were they equal. */
    static final double LARGEST_SHARE = 0.5;

    static final double MOST_LOST = 0.1;
    /** Between a release that renames functions and its predecessor it is 0.08, between programs that share nothing but Go's library 0.3. */
    static final double MOST_UNLIKE = 0.2;

    private static final int A_DAY = 24;

    private Gate() {}

    /** Every check, in the order in which to read them. */
    public static List<Check> checks(Figures figures) {
        List<Check> checks = new ArrayList<>();
        checks.add(startLines(figures.startLines()));
        checks.add(load(figures.load()));
        checks.add(samples(figures));
        checks.add(missing(figures));
        checks.add(dominance(figures));
        checks.add(programs(figures.programs()));
        figures.release().ifPresent(release -> checks.add(release(release)));
        checks.add(hours(figures.hours()));
        checks.add(goVersions(figures.goVersions()));
        return List.copyOf(checks);
    }

    public static Verdict verdict(List<Check> checks) {
        return checks.stream()
                .map(Check::verdict)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.SHIP);
    }

    private static Check startLines(Figures.StartLines lines) {
        String name = "start-lines";
        if (!lines.any()) {
            return new Check(
                    name,
                    Level.BROKEN,
                    "no function has a start line, and go build fails with such a profile",
                    "Build the service with Go 1.20 or newer, which writes start lines, and do not send its profiles through a tool"
                            + " that symbolises them again (go tool pprof -proto without -symbolize=none loses them).");
        }
        String finding = percent(lines.lacking()) + " of the weight is of calls in functions without a start line";
        if (lines.lacking() > MOST_WITHOUT_START_LINE) {
            return new Check(
                    name,
                    Level.BROKEN,
                    finding + ", more than " + percent(MOST_WITHOUT_START_LINE),
                    "Some instances run a program built with Go 1.19 or older, or their profiles were symbolised again:"
                            + " leave them out with match, or build them anew.");
        }
        return Check.ok(name, finding);
    }

    private static Check load(Figures.Load load) {
        String name = "idle";
        String finding = percent(load.idle()) + " of the samples are the scheduler's"
                + (load.isTimed() ? String.format(Locale.ROOT, "; an instance used %.3f cores", load.cores()) : "");
        if (load.idle() > MOST_IDLE || (load.isTimed() && load.cores() < FEWEST_CORES)) {
            return new Check(
                    name,
                    Level.BROKEN,
                    finding + ": the service was idle when it was profiled",
                    "See that the target is the process that does the work, and that it is profiled under load.");
        }
        return Check.ok(name, finding);
    }

    private static Check samples(Figures figures) {
        String name = "samples";
        double samples = figures.missing().samples();
        String finding = count(samples) + " samples";
        return samples < FEWEST_SAMPLES
                ? new Check(
                        name, Level.WAIT, finding + ", of " + count(FEWEST_SAMPLES) + " at the least", when(figures))
                : Check.ok(name, finding);
    }

    private static Check missing(Figures figures) {
        String name = "missing-mass";
        MissingMass missing = figures.missing();
        String finding = String.format(
                Locale.ROOT,
                "%s of what it does was not seen yet (%,d edges seen once in %s samples)",
                percent(missing.share()),
                missing.once(),
                count(missing.samples()));
        return missing.isEnough()
                ? Check.ok(name, finding)
                : new Check(name, Level.WAIT, finding + ", more than " + percent(MissingMass.ENOUGH), when(figures));
    }

    private static String when(Figures figures) {
        return expected(figures)
                .map(wait -> {
                    long window = Duration.ofMillis(
                                    figures.range().toMillis() - figures.range().fromMillis())
                            .toHours();
                    String longer = figures.hours().covered() + wait.toHours() > window
                            ? ", with a window that holds them,"
                            : "";
                    return String.format(
                            Locale.ROOT,
                            "About %s samples will do%s: in %s at the present rate, or sooner with profiles that are longer, taken more"
                                    + " often or of more instances.",
                            count(needed(figures)),
                            longer,
                            shown(wait));
                })
                .orElse(
                        "How many will do cannot be said yet; let it be profiled longer, more often, or on more instances.");
    }

    /** The most that any of the checks needs: who waits for fewer is refused again. */
    private static double needed(Figures figures) {
        return Math.max(FEWEST_SAMPLES, figures.missing().samplesForEnough());
    }

    /** How long until there are as many samples as will do; empty where that is beyond a year or unknown. */
    static Optional<Duration> expected(Figures figures) {
        double hours = (needed(figures) - figures.missing().samples())
                / figures.hours().samplesAnHour();
        return hours > 0 && hours < 366 * A_DAY
                ? Optional.of(Duration.ofMinutes((long) Math.ceil(hours * 60)))
                : Optional.empty();
    }

    private static Check dominance(Figures figures) {
        String name = "dominance";
        Figures.Dominance dominance = figures.dominance();
        String finding = String.format(
                Locale.ROOT,
                "the instance with the largest share has %s; %d instances count like %.1f equal ones",
                percent(dominance.largest().share()),
                figures.instances(),
                dominance.effectiveInstances());
        return dominance.largest().share() > Math.max(LARGEST_SHARE, 2.0 / figures.instances())
                ? new Check(
                        name,
                        Level.BROKEN,
                        finding + ": " + dominance.largest().name() + " speaks for all",
                        String.format(
                                Locale.ROOT,
                                "Cap it with max_share=%.1f, or find out why it does so much more than the others.",
                                Math.max(0.1, 1.5 / figures.instances())))
                : Check.ok(name, finding);
    }

    private static Check programs(Figures.Programs programs) {
        String name = "program";
        if (programs.shares().isEmpty()) {
            return Check.ok(name, "unknown: the profiles name no binary");
        }
        Share largest = programs.shares().getFirst();
        String share = largest.name() + " has " + percent(largest.share()) + " of the weight";
        if (programs.likeness().isEmpty()) {
            return Check.ok(name, share);
        }
        LiveMatch likeness = programs.likeness().get();
        String finding = String.format(
                Locale.ROOT,
                "%s, and takes %s of the calls that make up half of what the other %s",
                share,
                percent(likeness.match()),
                programs.shares().size() == 2
                        ? "binary does, " + programs.shares().getLast().name()
                        : (programs.shares().size() - 1) + " binaries do");
        if (likeness.lost() <= MOST_UNLIKE) {
            return Check.ok(name, finding);
        }
        String advice =
                "A default.pgo is for one main package: ask for each program with a match that tells it from the others, or give"
                        + " their targets services of their own by relabelling.";
        return largest.share() > LARGEST_SHARE
                ? new Check(name, Level.BROKEN, finding + ": one program speaks for all", advice)
                : new Check(name, Level.NOTE, finding, advice);
    }

    private static Check release(Figures.Release release) {
        String name = "release";
        LiveMatch live = release.ageing().all();
        String finding = String.format(
                Locale.ROOT,
                "of the calls that make up half of the weight the newest version, %s, takes %s, where %s would be expected of so many samples"
                        + " had nothing changed",
                release.version(),
                percent(live.match()),
                percent(live.expected()));
        return live.lost() > MOST_LOST
                ? new Check(
                        name,
                        Level.WAIT,
                        finding + ": " + percent(live.lost()) + " is of code that is gone",
                        "Ask with match={version=\"" + release.version()
                                + "\"} as soon as it has samples enough, or with a window that begins at its release.")
                : Check.ok(name, finding);
    }

    private static Check hours(Figures.Hours hours) {
        String finding = String.format(
                Locale.ROOT,
                "%d of %d hours have profiles, %d of the 24 hours of a day",
                hours.covered(),
                hours.all(),
                hours.ofDay());
        return hours.ofDay() < A_DAY
                ? new Check(
                        "hours",
                        Level.NOTE,
                        finding,
                        "What the service does at other times of the day has no say; a day or more would.")
                : Check.ok("hours", finding);
    }

    private static Check goVersions(List<Share> shares) {
        String name = "go-version";
        Optional<GoVersion> newest = GoVersion.newest(shares);
        if (newest.isEmpty()) {
            return Check.ok(
                    name,
                    "unknown: a CPU profile does not tell which Go built the program; a target label " + GoVersion.LABEL
                            + " would");
        }
        double older = GoVersion.older(shares).orElse(0);
        String finding = percent(older) + " of the weight is of programs built with an older Go than " + newest.get();
        return older > 0
                ? new Check(
                        name,
                        Level.NOTE,
                        finding,
                        "The runtime's and the library's calls differ between Go releases; refresh once all run "
                                + newest.get() + ".")
                : Check.ok(name, finding);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, share > 0 && share < 0.001 ? "%.3f %%" : "%.1f %%", 100 * share);
    }

    static String count(double number) {
        return String.format(Locale.ROOT, "%,d", Math.round(number));
    }

    private static String shown(Duration wait) {
        long hours = Math.max(1, Math.round(wait.toMinutes() / 60.0));
        return hours < 2 * A_DAY ? hours + " h" : Math.round(hours / (double) A_DAY) + " days";
    }
}
