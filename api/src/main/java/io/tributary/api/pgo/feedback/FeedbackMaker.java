package io.tributary.api.pgo.feedback;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.EdgeForm;
import io.tributary.profile.pgo.IdleShare;
import io.tributary.profile.pgo.MissingMass;
import io.tributary.profile.pgo.OwnCode;
import java.util.List;
import java.util.Optional;

/** Makes feedback out of profiles. */
public final class FeedbackMaker {
    private static final ValueType CPU = new ValueType("cpu", "nanoseconds");
    /** Go's CPU profiler takes a hundred samples a second unless it is told otherwise. */
    private static final long USUAL_PERIOD = 10_000_000;

    private FeedbackMaker() {}

    /**
     * The feedback.
     *
     * @param profiles at least one
     * @throws NoFeedbackException when there is none in them
     * @throws ArithmeticException when values add up to more than 64 bits hold
     */
    public static Feedback make(PgoProfiles profiles, FeedbackOptions options) throws NoFeedbackException {
        Profile sum = profiles.whole(Weight.SUM);
        int column = column(sum.header());
        long weight = checkedTotal(sum, column);
        long period = period(sum.header());
        long unit = sum.header().sampleTypes().get(column).equals(CPU) ? period : 1;
        CallEdges counts = CallEdges.of(sum);
        List<InstanceUse> instances = profiles.totals().stream()
                .map(totals -> InstanceUse.of(totals, period))
                .filter(use -> !use.hours().isEmpty())
                .toList();
        Caps caps = Caps.of(instances, options);
        CallEdges weighed = options.weight() == Weight.SUM ? counts : CallEdges.of(profiles.whole(options.weight()));
        CallEdges edges = caps.apply(weighed, labels -> CallEdges.of(profiles.instance(labels, options.weight())));
        Optional<NewestVersion> newest = NewestVersion.find(instances, profiles);
        OwnCode own = OwnCode.of(sum);
        Binaries binaries = new Binaries(sum, column);
        Figures figures = new FigureReader(profiles, instances, caps)
                .read(
                        edges,
                        counts,
                        MissingMass.of(counts, weight, unit),
                        new FigureReader.OfSum(IdleShare.of(sum, column), binaries.builds(), binaries.programs(unit)),
                        newest.map(version -> version.match(counts, unit, own)));
        List<Check> checks = Gate.checks(figures);
        CallEdges now = newest.map(NewestVersion::edges).orElse(counts);
        return new Feedback(options, edges, now, unit, own, figures, checks, instances);
    }

    /**
     * What is handed out.
     *
     * @throws NoFeedbackException as {@link #make}
     * @throws ArithmeticException when values add up to more than 64 bits hold
     */
    public static Profile profile(PgoProfiles profiles, Feedback feedback, Fidelity fidelity)
            throws NoFeedbackException {
        return switch (fidelity) {
            case EDGES -> EdgeForm.of(feedback.edges());
            case FULL -> full(profiles, feedback);
        };
    }

    /** The whole merge, weighed and capped as the edges are. */
    private static Profile full(PgoProfiles profiles, Feedback feedback) throws NoFeedbackException {
        Profile whole = profiles.whole(feedback.options().weight());
        column(whole.header());
        Caps caps = Caps.of(feedback.blocks(), feedback.options());
        return caps.applyToWhole(
                whole, labels -> profiles.instance(labels, feedback.options().weight()));
    }

    /** @throws NoFeedbackException when the compiler would refuse the profile */
    static int column(Header header) throws NoFeedbackException {
        return CallEdges.weightColumn(header)
                .orElseThrow(() -> new NoFeedbackException(
                        NoFeedbackException.Reason.WRONG_SAMPLE_TYPE,
                        "go build takes profiles with samples/count or cpu/nanoseconds, and these have "
                                + String.join(
                                        ", ",
                                        header.sampleTypes().stream()
                                                .map(ValueType::toString)
                                                .toList()),
                        "Let the type cpu of this service's targets be Go's /debug/pprof/profile."));
    }

    private static long checkedTotal(Profile sum, int column) throws NoFeedbackException {
        if (sum.samples().size() == 0) {
            throw new NoFeedbackException(
                    NoFeedbackException.Reason.NO_SAMPLES,
                    "the CPU profiles hold no samples: the service was idle whenever it was profiled",
                    "Widen the window, or let it be profiled under load.");
        }
        long total = sum.totals()[column];
        if (total == 0) {
            throw new NoFeedbackException(
                    NoFeedbackException.Reason.NO_SAMPLES,
                    "every sample of the CPU profiles has the value zero",
                    "Widen the window, or look with /api/v1/profiles at what the targets send.");
        }
        return total;
    }

    private static long period(Header header) {
        return header.period() > 0 && CPU.equals(header.periodType()) ? header.period() : USUAL_PERIOD;
    }
}
