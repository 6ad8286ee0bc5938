package io.tributary.api.query;

import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.selector.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters that say which profiles a question is about. */
public final class Question {
    public static final Parameter SERVICE = Parameter.once("service");
    public static final Parameter TYPE = Parameter.once("type");
    public static final Parameter MATCH = Parameter.repeatable("match");
    public static final Parameter FROM = Parameter.once("from");
    public static final Parameter TO = Parameter.once("to");

    /** What a list takes whose entries are of a target, a type and a moment. */
    public static final List<Parameter> LISTED = List.of(SERVICE, TYPE, MATCH, FROM, TO, Paging.LIMIT, Paging.CURSOR);

    /** What is asked for when a question gives no range. */
    public static final Duration DEFAULT_RANGE = Duration.ofHours(1);

    private Question() {}

    /**
     * The range from {@code from} (an hour before its end by default) to {@code to} (now by default).
     *
     * @throws Problem when one of them is no time or the range is empty or upside down
     */
    public static TimeRange range(Request request, Instant now) {
        String toText = request.parameter(TO.name());
        Instant to = toText == null ? now : time(TO.name(), toText, now, TimeExpression.Rounding.UP);
        String fromText = request.parameter(FROM.name());
        Instant from = fromText == null
                ? to.minus(DEFAULT_RANGE)
                : time(FROM.name(), fromText, now, TimeExpression.Rounding.DOWN);
        return range(
                FROM,
                "the range",
                from,
                to,
                toText == null ? "Give a time in the past, for instance from=now-1h." : "Exchange from and to.");
    }

    /**
     * A range that somebody asked for.
     *
     * @param beginning which parameter says where it begins
     * @param name what it is called: {@code the range}
     * @param fix what to do about one that is empty or upside down
     * @throws Problem when it is
     */
    public static TimeRange range(Parameter beginning, String name, Instant from, Instant to, String fix) {
        if (!from.isBefore(to)) {
            throw Problem.badParameter(
                    beginning.name(), name + " begins at " + from + ", which is not before its end at " + to, fix);
        }
        return range(from, to);
    }

    /** A range of at least a millisecond, the store's grain. */
    public static TimeRange range(Instant from, Instant to) {
        long fromMillis = from.toEpochMilli();
        return new TimeRange(fromMillis, Math.max(to.toEpochMilli(), fromMillis + 1));
    }

    /** A point in time given by a parameter. */
    public static Instant time(String parameter, String text, Instant now, TimeExpression.Rounding rounding) {
        try {
            return TimeExpression.parse(text, now, rounding);
        } catch (IllegalArgumentException e) {
            throw Problem.badParameter(parameter, Text.shown(text) + " " + e.getMessage(), TimeExpression.FORM);
        }
    }

    /** The same, or another time where the parameter is not given. */
    public static Instant time(
            Request request, Parameter parameter, Instant now, TimeExpression.Rounding rounding, Instant otherwise) {
        String text = request.parameter(parameter.name());
        return text == null ? otherwise : time(parameter.name(), text, now, rounding);
    }

    /** The selectors given by {@code match}; an instance must match one of them. */
    public static List<Selector> selectors(Request request) {
        return selectors(request, MATCH);
    }

    /** The selectors given by a parameter. */
    static List<Selector> selectors(Request request, Parameter parameter) {
        List<Selector> selectors = new ArrayList<>();
        for (String text : request.parameters(parameter.name())) {
            selectors.add(Selectors.parse(parameter.name(), text));
        }
        return selectors;
    }

    public static Selection selection(Request request, @Nullable String service, @Nullable String type, Instant now) {
        return new Selection(service, type, selectors(request), range(request, now));
    }
}
