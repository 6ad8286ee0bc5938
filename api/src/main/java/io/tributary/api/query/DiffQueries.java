package io.tributary.api.query;

import io.tributary.api.cache.CachedAnswers;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.view.Format;
import io.tributary.api.view.Rendering;
import io.tributary.api.view.View;
import io.tributary.api.work.AbandonedException;
import io.tributary.profile.Profile;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.selector.Selector;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code /diff}: two merges compared. */
public final class DiffQueries {
    private static final Parameter BASE_SERVICE = Parameter.once("base.service");
    private static final Parameter BASE_MATCH = Parameter.repeatable("base.match");
    private static final Parameter BASE_FROM = Parameter.once("base.from");
    private static final Parameter BASE_TO = Parameter.once("base.to");

    /** speedscope refuses negative values. */
    private static final Set<Format> FORMATS = EnumSet.complementOf(EnumSet.of(Format.SPEEDSCOPE));

    private final CachedAnswers answers;
    private final InstantSource clock;
    private final Catalogue catalogue;
    private final Merger merger;

    public DiffQueries(CachedAnswers answers, InstantSource clock, Catalogue catalogue, Merger merger) {
        this.answers = answers;
        this.clock = clock;
        this.catalogue = catalogue;
        this.merger = merger;
    }

    public Endpoint endpoint() {
        List<Parameter> parameters = new ArrayList<>(MergeQuestion.PARAMETERS);
        parameters.addAll(List.of(BASE_SERVICE, BASE_MATCH, BASE_FROM, BASE_TO, Normalize.PARAMETER));
        parameters.addAll(View.PARAMETERS);
        return new Endpoint("/api/v1/diff", parameters, this::diff);
    }

    private Future<Answer> diff(Request request) {
        Instant now = clock.instant();
        MergeQuestion source = MergeQuestion.of(request, now);
        MergeQuestion base = base(request, source, now);
        Normalize how = Normalize.of(request);
        View view = View.of(request, FORMATS);
        return answers.answer(
                "diff",
                request,
                List.of(source.selection(), base.selection()),
                gone -> compare(source, base, how, view, gone));
    }

    /** What is not said of the base is as for the other side. */
    private static MergeQuestion base(Request request, MergeQuestion source, Instant now) {
        String service = request.parameter(BASE_SERVICE.name(), source.service());
        if (service.isEmpty()) {
            throw new Problem(
                    ProblemType.MISSING_PARAMETER,
                    BASE_SERVICE.name() + ": is empty",
                    "Leave it out to compare with the same service.");
        }
        TimeRange range = source.selection().range();
        Instant from = Question.time(
                request, BASE_FROM, now, TimeExpression.Rounding.DOWN, Instant.ofEpochMilli(range.fromMillis()));
        Instant to = Question.time(
                request, BASE_TO, now, TimeExpression.Rounding.UP, Instant.ofEpochMilli(range.toMillis()));
        TimeRange baseRange = Question.range(
                BASE_FROM,
                "the base's range",
                from,
                to,
                "Give both base.from and base.to; the one that is left out is as for the other side.");
        List<Selector> anyOf = request.parameters(BASE_MATCH.name()).isEmpty()
                ? source.selection().anyOf()
                : Question.selectors(request, BASE_MATCH);
        return source.about(new Selection(service, source.type(), anyOf, baseRange));
    }

    private Answer compare(MergeQuestion source, MergeQuestion base, Normalize how, View view, Future<Void> gone) {
        MergeResult left = merger.merge(source, catalogue);
        if (gone.isComplete()) {
            throw new AbandonedException();
        }
        MergeResult right = base.equals(source) ? left : merger.merge(base, catalogue);
        Profile difference = new Comparison(
                        new Comparison.Side(left, source.selection().range()),
                        new Comparison.Side(right, base.selection().range()))
                .profile(how, source.mode());
        Answer answer = Rendered.answer(Rendering.of(view, difference, source.title()), view, source);
        return MergeQueries.madeOf(right).onAsBase(MergeQueries.madeOf(left).on(answer));
    }
}
