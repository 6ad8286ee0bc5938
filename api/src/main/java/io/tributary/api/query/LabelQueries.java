package io.tributary.api.query;

import io.tributary.api.cache.CachedAnswers;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Request;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** {@code /labels} and {@code /labels/{name}/values}: by what profiles and samples can be selected. */
public final class LabelQueries {
    private static final String NAME = "name";
    private static final long DAY_MILLIS = 86_400_000;

    private final ProfileStore store;
    private final CachedAnswers answers;
    private final InstantSource clock;
    private final Catalogue catalogue;

    public LabelQueries(ProfileStore store, CachedAnswers answers, InstantSource clock, Catalogue catalogue) {
        this.store = store;
        this.answers = answers;
        this.clock = clock;
        this.catalogue = catalogue;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("/api/v1/labels", Question.LISTED, this::names),
                new Endpoint("/api/v1/labels/{name}/values", Question.LISTED, this::values));
    }

    private Future<Answer> names(Request request) {
        Selection selection = selection(request);
        int limit = Paging.limit(request);
        return answers.answer("labels", request, about(selection), _ -> {
            SortedSet<String> names = new TreeSet<>(labels(selection).keySet());
            return page("labels", names, limit, request);
        });
    }

    private Future<Answer> values(Request request) {
        String name = request.variable(NAME);
        Selection selection = selection(request);
        int limit = Paging.limit(request);
        return answers.answer("labels/" + name, request, about(selection), _ -> {
            SortedSet<String> values = labels(selection).getOrDefault(name, new TreeSet<>());
            return page("values", values, limit, request);
        });
    }

    private Selection selection(Request request) {
        return Question.selection(
                request,
                request.parameter(Question.SERVICE.name()),
                request.parameter(Question.TYPE.name()),
                clock.instant());
    }

    /** Samples' labels are known of a service's whole days, of profiles of all types. */
    private static List<Selection> about(Selection selection) {
        TimeRange range = selection.range();
        long from = Math.floorDiv(range.fromMillis(), DAY_MILLIS) * DAY_MILLIS;
        long to = Math.ceilDiv(range.toMillis(), DAY_MILLIS) * DAY_MILLIS;
        return List.of(selection, new Selection(selection.service(), null, selection.anyOf(), new TimeRange(from, to)));
    }

    private SortedMap<String, SortedSet<String>> labels(Selection selection) {
        SortedMap<String, SortedSet<String>> labels = store.labels(selection);
        if (labels.isEmpty() && selection.service() != null) {
            catalogue.check(selection.service(), selection.type());
        }
        return labels;
    }

    /** A cursor is the last text of the page before: what is added or gone meanwhile moves no page. */
    private static Answer page(String field, SortedSet<String> all, int limit, Request request) {
        String after = request.parameter(Paging.CURSOR.name(), "");
        List<String> page = new ArrayList<>();
        for (String text : after.isEmpty() ? all : all.tailSet(after + '\0')) {
            if (page.size() == limit) {
                return Json.list(field, page, page.getLast(), (json, one) -> json.writeString(one));
            }
            page.add(text);
        }
        return Json.list(field, page, null, (json, one) -> json.writeString(one));
    }
}
