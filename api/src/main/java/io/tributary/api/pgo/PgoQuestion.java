package io.tributary.api.pgo;

import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.api.pgo.feedback.FeedbackOptions;
import io.tributary.api.pgo.feedback.Fidelity;
import io.tributary.api.pgo.feedback.Weight;
import io.tributary.api.query.PromDuration;
import io.tributary.api.query.Question;
import io.tributary.api.query.TimeExpression;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What feedback is asked for.
 *
 * @param selection the service's CPU profiles in the window
 * @param untilNow the same up to this moment; the window itself ends at the last full hour where it is a day or longer and the question
 *     does not say when it ends, so that an hour long the answer is the same
 * @param window how long that is, as it was written
 * @param endsNow whether the question does not say when it ends
 * @param options how it is made
 * @param fidelity how much is handed out
 * @param isGated whether it has to be good enough
 */
record PgoQuestion(
        Selection selection,
        Selection untilNow,
        String window,
        boolean endsNow,
        FeedbackOptions options,
        Fidelity fidelity,
        boolean isGated) {
    static final String CPU = "cpu";
    private static final String WINDOW = "window";
    private static final String AT = "at";
    private static final String WEIGHT = "weight";
    private static final String FIDELITY = "fidelity";
    private static final String GATE = "gate";
    private static final String MAX_SHARE = "max_share";
    private static final String DEFAULT_WINDOW = "7d";
    /** Fewer than twenty instances can then be beyond it, each of which costs a merge of its own. */
    private static final double LEAST_MAX_SHARE = 0.05;

    private static final Duration A_DAY = Duration.ofDays(1);

    /** What says of which profiles feedback is made, and how. */
    static final List<Parameter> MADE = List.of(
            Parameter.once(WINDOW),
            Parameter.once(AT),
            Question.MATCH,
            Parameter.once(WEIGHT),
            Parameter.once(MAX_SHARE));

    /** What says besides what is handed out. */
    static final List<Parameter> HANDED_OUT = List.of(Parameter.once(FIDELITY), Parameter.once(GATE));

    static PgoQuestion read(Request request, Instant now) {
        String service = request.variable("service");
        String at = request.parameter(AT);
        String windowText = request.parameter(WINDOW, DEFAULT_WINDOW);
        Duration window = length(windowText);
        Instant end = at == null ? now : Question.time(AT, at, now, TimeExpression.Rounding.DOWN);
        return of(
                new Selection(service, CPU, Question.selectors(request), range(end, window)),
                windowText,
                at == null,
                new FeedbackOptions(
                        one(request, WEIGHT, List.of(Weight.values()), Weight::text, Weight.DEFAULT),
                        maxShare(request)),
                one(request, FIDELITY, List.of(Fidelity.values()), Fidelity::text, Fidelity.EDGES),
                one(request, GATE, List.of(true, false), on -> on ? "on" : "off", true));
    }

    /** What is asked without parameters. */
    static PgoQuestion usual(String service, Instant now) {
        return of(
                new Selection(service, CPU, List.of(), range(now, length(DEFAULT_WINDOW))),
                DEFAULT_WINDOW,
                true,
                new FeedbackOptions(Weight.DEFAULT, 1),
                Fidelity.EDGES,
                true);
    }

    private static PgoQuestion of(
            Selection asked,
            String windowText,
            boolean endsNow,
            FeedbackOptions options,
            Fidelity fidelity,
            boolean isGated) {
        Duration window = length(windowText);
        Selection selection = asked;
        if (endsNow && window.compareTo(A_DAY) >= 0) {
            Instant fullHour = Instant.ofEpochMilli(asked.range().toMillis()).truncatedTo(ChronoUnit.HOURS);
            selection = new Selection(asked.service(), CPU, asked.anyOf(), range(fullHour, window));
        }
        return new PgoQuestion(selection, asked, windowText, endsNow, options, fidelity, isGated);
    }

    private static TimeRange range(Instant to, Duration window) {
        Instant from = to.minus(window);
        if (from.isBefore(Instant.EPOCH)) {
            from = Instant.EPOCH;
        }
        if (!from.isBefore(to)) {
            throw Problem.badParameter(AT, "the window ends at " + to + ", before any profile", TimeExpression.FORM);
        }
        return Question.range(from, to);
    }

    private static Duration length(String text) {
        try {
            Duration window = PromDuration.parse(text);
            if (window.isPositive()) {
                return window;
            }
        } catch (IllegalArgumentException e) {
            throw Problem.badParameter(
                    WINDOW, Text.shown(text) + ": " + e.getMessage(), "Write it like window=7d or window=36h.");
        }
        throw Problem.badParameter(
                WINDOW, Text.shown(text) + " is a window without length", "Write it like window=7d or window=36h.");
    }

    private static double maxShare(Request request) {
        String text = request.parameter(MAX_SHARE, "1");
        if (text.length() <= 40 && text.matches("\\d*\\.?\\d+([eE][-+]?\\d{1,3})?")) {
            double share = Double.parseDouble(text);
            if (share >= LEAST_MAX_SHARE && share <= 1) {
                return share;
            }
        }
        throw Problem.badParameter(
                MAX_SHARE,
                Text.shown(text) + " is no number from " + LEAST_MAX_SHARE + " to 1",
                "Write the largest share that one instance may have, like max_share=0.2.");
    }

    private static <T> T one(Request request, String name, List<T> all, Function<T, String> text, T otherwise) {
        return request.oneOf(name, all, text, otherwise, "is none of the values there are");
    }

    String service() {
        return String.valueOf(selection.service());
    }

    /** Whether it is the one without parameters that make a difference. */
    boolean isUsual() {
        return endsNow
                && window.equals(DEFAULT_WINDOW)
                && selection.anyOf().isEmpty()
                && options.equals(new FeedbackOptions(Weight.DEFAULT, 1))
                && fidelity == Fidelity.EDGES;
    }

    /**
     * What a release is kept under: all that makes a difference, but when it was asked where it is about the time until then. What is asked
     * about another time is no successor of that.
     */
    SortedMap<String, String> parameters() {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put(WINDOW, window);
        if (!endsNow) {
            parameters.put(
                    AT, Instant.ofEpochMilli(selection.range().toMillis()).toString());
        }
        parameters.put(WEIGHT, options.weight().text());
        parameters.put(FIDELITY, fidelity.text());
        if (options.maxShare() < 1) {
            parameters.put(MAX_SHARE, Double.toString(options.maxShare()));
        }
        if (!selection.anyOf().isEmpty()) {
            parameters.put(
                    Question.MATCH.name(),
                    selection.anyOf().stream().map(Object::toString).collect(Collectors.joining(" ")));
        }
        return parameters;
    }
}
