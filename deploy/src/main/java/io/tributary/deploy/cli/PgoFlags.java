package io.tributary.deploy.cli;

import io.tributary.api.pgo.feedback.FeedbackOptions;
import io.tributary.api.pgo.feedback.Fidelity;
import io.tributary.api.pgo.feedback.Weight;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/**
 * What feedback is to be made of files.
 *
 * @param options how profiles count
 * @param fidelity how much is written
 * @param isGated whether it has to be good enough
 * @param base a file with earlier feedback, or the empty string
 */
public record PgoFlags(FeedbackOptions options, Fidelity fidelity, boolean isGated, String base) {
    private static final String FIDELITY = "fidelity";
    private static final String WEIGHT = "weight";
    private static final String GATE = "gate";
    private static final String MAX_SHARE = "max-share";
    private static final String BASE = "base";

    static Options addTo(Options options) {
        return options.addOption(RunFlags.flag(
                        FIDELITY,
                        "WHICH",
                        "edges (the default) is the smallest profile of which Go's compiler reads what it reads of the whole merge,"
                                + " which full is."))
                .addOption(
                        RunFlags.flag(WEIGHT, "HOW", "How files count: " + texts(Weight.values(), Weight::text) + "."))
                .addOption(RunFlags.flag(GATE, "on|off", "With off it is written whether it is good enough or not."))
                .addOption(RunFlags.flag(MAX_SHARE, "SHARE", "The largest share, up to 1, that one file may have."))
                .addOption(RunFlags.flag(
                        BASE,
                        "OLD.pgo",
                        "Earlier feedback: the report says what changed, and while nothing material did, its bytes are written"
                                + " again."));
    }

    static PgoFlags read(CommandLine flags) throws UsageException {
        return new PgoFlags(
                new FeedbackOptions(one(flags, WEIGHT, Weight.values(), Weight::text, Weight.DEFAULT), maxShare(flags)),
                one(flags, FIDELITY, Fidelity.values(), Fidelity::text, Fidelity.EDGES),
                one(flags, GATE, new Boolean[] {true, false}, on -> on ? "on" : "off", true),
                Objects.requireNonNullElse(flags.getOptionValue(BASE), ""));
    }

    private static double maxShare(CommandLine flags) throws UsageException {
        String text = flags.getOptionValue(MAX_SHARE, "1");
        try {
            double share = Double.parseDouble(text);
            if (share > 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw new UsageException("--" + MAX_SHARE + " is no number: " + text, e);
        }
        throw new UsageException("--" + MAX_SHARE + " is to be above 0 and at most 1, not " + text);
    }

    private static <T> T one(CommandLine flags, String name, T[] all, Function<T, String> text, T otherwise)
            throws UsageException {
        String given = flags.getOptionValue(name, text.apply(otherwise));
        for (T each : all) {
            if (text.apply(each).equals(given)) {
                return each;
            }
        }
        throw new UsageException("--" + name + "=" + given + ": there is " + texts(all, text));
    }

    private static <T> String texts(T[] all, Function<T, String> text) {
        return Arrays.stream(all).map(text).collect(Collectors.joining(", "));
    }
}
