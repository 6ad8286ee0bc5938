package io.tributary.deploy.files;

import io.tributary.api.pgo.feedback.Feedback;
import io.tributary.api.pgo.feedback.FeedbackMaker;
import io.tributary.api.pgo.feedback.Handout;
import io.tributary.api.pgo.feedback.Material;
import io.tributary.api.pgo.feedback.NoFeedbackException;
import io.tributary.api.pgo.feedback.Report;
import io.tributary.api.pgo.feedback.ReportText;
import io.tributary.api.pgo.feedback.Reporter;
import io.tributary.api.pgo.feedback.Verdict;
import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.deploy.cli.PgoFlags;
import io.tributary.profile.Profile;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.EdgeComparison;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Feedback for Go's compiler out of files, with its report. */
final class PgoFiles {
    private final PrintWriter err;

    PgoFiles(PrintWriter err) {
        this.err = err;
    }

    /** Writes it, and the report to {@code err}; see {@link io.tributary.deploy.cli.FileCommands#pgo}. */
    void make(List<String> files, PgoFlags flags, String output, Failures failures) throws CommandException {
        try {
            PgoSources profiles = PgoSources.read(files, flags.options().weight(), failures);
            Feedback feedback = FeedbackMaker.make(profiles, flags.options());
            Optional<Base> base =
                    flags.base().isEmpty() ? Optional.empty() : Optional.of(Base.read(flags.base(), feedback.edges()));
            Report report = Reporter.report(
                    files.getFirst() + (files.size() > 1 ? " and " + (files.size() - 1) + " more" : ""),
                    parameters(flags),
                    profiles,
                    feedback,
                    base.map(old -> new Report.Change(flags.base(), old.comparison)));
            err.print(ReportText.of(report));
            err.flush();
            if (flags.isGated() && feedback.verdict() != Verdict.SHIP) {
                throw new CommandException(
                        ExitCode.WRONG_INPUT,
                        List.of("not good enough to build with ("
                                + feedback.verdict().text()
                                + "): the report says why; --gate=off writes it all the same"),
                        null);
            }
            if (base.isPresent() && Material.isSame(base.get().comparison)) {
                err.println("tributary: nothing material changed: " + output + " is what " + flags.base() + " is");
                err.flush();
                new Output(output).write(base.get().bytes);
            } else {
                new Output(output)
                        .write(Handout.of(FeedbackMaker.profile(profiles, feedback, flags.fidelity()))
                                .body());
            }
        } catch (NoFeedbackException e) {
            throw new CommandException(ExitCode.WRONG_INPUT, List.of(e.getMessage() + "; " + e.fix()), e);
        } catch (ArithmeticException e) {
            throw new CommandException(
                    ExitCode.WRONG_INPUT, List.of("the values add up to more than 64 bits hold; leave files out"), e);
        } catch (UncheckedIOException e) {
            throw new CommandException(ExitCode.NOT_OPENED, List.of(String.valueOf(e.getMessage())), e);
        }
    }

    private static Map<String, String> parameters(PgoFlags flags) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("fidelity", flags.fidelity().text());
        parameters.put("weight", flags.options().weight().text());
        if (flags.options().maxShare() < 1) {
            parameters.put("max-share", Double.toString(flags.options().maxShare()));
        }
        return parameters;
    }

    /** Earlier feedback: its bytes as they are, and what has changed. */
    private record Base(byte[] bytes, EdgeComparison comparison) {
        static Base read(String name, CallEdges now) throws CommandException {
            try {
                byte[] bytes = new Source(name).bytes();
                Profile profile = new Source(name).decode(bytes);
                if (CallEdges.weightColumn(profile.header()).isEmpty()) {
                    throw new CommandException(
                            ExitCode.WRONG_INPUT,
                            List.of(name
                                    + ": has neither samples/count nor cpu/nanoseconds; name an earlier default.pgo"),
                            null);
                }
                return new Base(bytes, EdgeComparison.of(CallEdges.of(profile), now));
            } catch (SourceException e) {
                throw e.toCommandException();
            }
        }
    }
}
