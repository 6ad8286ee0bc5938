package io.tributary.api.traces;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Request;
import io.tributary.api.query.Catalogue;
import io.tributary.api.query.Paging;
import io.tributary.api.query.Question;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.Page;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredTrace;
import io.tributary.storage.TimeRange;
import io.tributary.storage.TraceId;
import io.tributary.storage.TraceStore;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** {@code /traces}: what was captured and is kept as it came. */
public final class TraceQueries {
    private static final TimeRange EVER = new TimeRange(0, Long.MAX_VALUE);

    private final Supplier<TraceStore> store;
    private final WorkerPool workers;
    private final InstantSource clock;
    private final Catalogue catalogue;
    private final TraceDownloads downloads;

    /**
     * @param store asked on workers
     * @param workers for lists
     */
    public TraceQueries(
            Supplier<TraceStore> store,
            WorkerPool workers,
            InstantSource clock,
            Catalogue catalogue,
            TraceDownloads downloads) {
        this.store = store;
        this.workers = workers;
        this.clock = clock;
        this.catalogue = catalogue;
        this.downloads = downloads;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("/api/v1/traces", Question.LISTED, this::list),
                new Endpoint(
                        "/api/v1/traces/{id}",
                        List.of(),
                        request -> downloads.answer(request, new TraceId(request.variable("id")))));
    }

    private Future<Answer> list(Request request) {
        String service = request.parameter(Question.SERVICE.name());
        String type = request.parameter(Question.TYPE.name());
        Selection selection = Question.selection(request, service, type, clock.instant());
        int limit = Paging.limit(request);
        return workers.run(
                () -> {
                    TraceStore traces = store.get();
                    Page<StoredTrace> page = Paging.page(request, cursor -> traces.list(selection, limit, cursor));
                    if (page.items().isEmpty() && service != null) {
                        checkService(traces, service);
                    }
                    return Json.list("traces", page.items(), page.next(), TraceQueries::trace);
                },
                request.gone());
    }

    /** A service may have traces alone. */
    private void checkService(TraceStore traces, String service) {
        Selection any = new Selection(service, null, List.of(), EVER);
        if (traces.list(any, 1, "").items().isEmpty()) {
            catalogue.check(service, null);
        }
    }

    private static void trace(JsonGenerator json, StoredTrace trace) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", trace.id().text());
        json.writeStringField("service", trace.origin().service());
        json.writeStringField("type", trace.origin().type());
        Json.labels(json, "labels", trace.origin().instance().values());
        Json.time(json, "time", Instant.ofEpochMilli(trace.origin().timeMillis()));
        json.writeNumberField("duration", trace.durationNanos() / 1e9);
        json.writeNumberField("bytes", trace.bytes());
        json.writeStringField("sha256", trace.sha256());
        Json.labels(json, "annotations", trace.annotations());
        json.writeEndObject();
    }
}
