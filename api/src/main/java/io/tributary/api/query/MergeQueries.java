package io.tributary.api.query;

import io.tributary.api.cache.CachedAnswers;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Request;
import io.tributary.api.view.Format;
import io.tributary.api.view.GroupedRendering;
import io.tributary.api.view.MadeOf;
import io.tributary.api.view.Rendering;
import io.tributary.api.view.View;
import io.tributary.storage.MergeResult;
import io.tributary.storage.ProfileStore;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** {@code /merge}: many profiles as one, or as one for each value of a label. */
public final class MergeQueries {
    private static final Parameter BY = Parameter.once("by");

    private final CachedAnswers answers;
    private final InstantSource clock;
    private final Catalogue catalogue;
    private final Merger merger;
    private final ByLabel byLabel;

    public MergeQueries(
            ProfileStore store, CachedAnswers answers, InstantSource clock, Catalogue catalogue, Merger merger) {
        this.answers = answers;
        this.clock = clock;
        this.catalogue = catalogue;
        this.merger = merger;
        this.byLabel = new ByLabel(store, merger);
    }

    public Endpoint endpoint() {
        List<Parameter> parameters = new ArrayList<>(MergeQuestion.PARAMETERS);
        parameters.add(BY);
        parameters.addAll(View.PARAMETERS);
        return new Endpoint("/api/v1/merge", parameters, this::merge);
    }

    private Future<Answer> merge(Request request) {
        MergeQuestion asked = MergeQuestion.of(request, clock.instant());
        View view = View.of(request, EnumSet.allOf(Format.class));
        String by = request.parameter(BY.name(), "");
        return answers.answer(
                "merge",
                request,
                List.of(asked.selection()),
                gone -> by.isEmpty() ? whole(asked, view) : grouped(asked, view, by, gone));
    }

    private Answer whole(MergeQuestion asked, View view) {
        MergeResult merged = merger.merge(asked, catalogue);
        Rendering rendering = Rendering.of(view, merged.profile(), asked.title());
        return madeOf(merged).on(Rendered.answer(rendering, view, asked));
    }

    private Answer grouped(MergeQuestion asked, View view, String by, Future<Void> gone) {
        GroupedRendering groups = new GroupedRendering(view, by, asked.title());
        byLabel.merge(asked, by, gone, (value, merged) -> groups.add(value, merged.profile(), madeOf(merged)));
        if (groups.madeOf().profiles() == 0) {
            throw catalogue.nothing(asked.selection());
        }
        return groups.madeOf().on(Rendered.answer(groups.done(), view, asked));
    }

    static MadeOf madeOf(MergeResult merged) {
        return new MadeOf(
                merged.coverage().profiles(),
                merged.coverage().instances(),
                merged.coverage().share(),
                !merged.leavesLabelsOut());
    }
}
