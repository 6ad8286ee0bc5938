package io.tributary.api.series;

import io.tributary.api.cache.CachedAnswers;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.query.Catalogue;
import io.tributary.api.query.Question;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.MergeTooLargeException;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/** {@code /series}: totals over time. */
public final class SeriesQueries {
    private static final Parameter STEP = Parameter.once("step");
    private static final Parameter BY = Parameter.repeatable("by");
    private static final Parameter SAMPLE_TYPE = Parameter.repeatable("sample_type");
    private static final int MOST_LABELS = 10;

    private final ProfileStore store;
    private final CachedAnswers answers;
    private final InstantSource clock;
    private final Catalogue catalogue;

    public SeriesQueries(ProfileStore store, CachedAnswers answers, InstantSource clock, Catalogue catalogue) {
        this.store = store;
        this.answers = answers;
        this.clock = clock;
        this.catalogue = catalogue;
    }

    public Endpoint endpoint() {
        return new Endpoint(
                "/api/v1/series",
                List.of(
                        Question.SERVICE,
                        Question.TYPE,
                        Question.MATCH,
                        Question.FROM,
                        Question.TO,
                        STEP,
                        BY,
                        SAMPLE_TYPE),
                this::series);
    }

    private Future<Answer> series(Request request) {
        String type = request.required(
                Question.TYPE.name(), "/api/v1/services lists each service's types; type=cpu is the usual one.");
        Selection selection =
                Question.selection(request, request.parameter(Question.SERVICE.name()), type, clock.instant());
        String step = request.parameter(STEP.name());
        SeriesQuestion asked = new SeriesQuestion(
                selection,
                step == null ? Grid.of(selection.range()) : Grid.of(selection.range(), step),
                by(request),
                request.parameters(SAMPLE_TYPE.name()));
        return answers.answer("series", request, List.of(selection), _ -> answer(asked));
    }

    private static List<String> by(Request request) {
        List<String> by = request.parameters(BY.name());
        if (by.size() > MOST_LABELS) {
            throw Problem.badParameter(
                    BY.name(),
                    by.size() + " labels are more than " + MOST_LABELS,
                    "Group by fewer labels, or by instance for a series each.");
        }
        return by.stream().distinct().toList();
    }

    private Answer answer(SeriesQuestion asked) {
        List<InstanceTotals> instances = totals(asked);
        if (instances.isEmpty()) {
            throw catalogue.nothing(asked.selection());
        }
        GroupedSeries series = GroupedSeries.of(asked, instances);
        return series.madeOf().on(Json.answer(json -> SeriesJson.write(json, asked, series)));
    }

    private List<InstanceTotals> totals(SeriesQuestion asked) {
        try {
            return store.totals(asked.selection(), asked.grid().stepMillis());
        } catch (MergeTooLargeException e) {
            throw new Problem(
                    ProblemType.TOO_MANY_POINTS,
                    String.valueOf(e.getMessage()),
                    "Ask for a longer step, a shorter range, or fewer instances with match.");
        }
    }
}
