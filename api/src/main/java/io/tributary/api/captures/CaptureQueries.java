package io.tributary.api.captures;

import io.tributary.api.captures.CapturesSource.Capture;
import io.tributary.api.captures.CapturesSource.Wish;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.JsonFields;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.api.query.Paging;
import io.tributary.api.query.Selectors;
import io.tributary.api.traces.TraceDownloads;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.Page;
import io.tributary.storage.TraceId;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code /captures}: to ask for one, and to see how far they are and what they brought. */
public final class CaptureQueries {
    private static final String CAPTURES = "/api/v1/captures";
    private static final int MOST_BODY_BYTES = 64 * 1024;
    private static final int LONGEST_REASON = 1000;
    private static final int RETRY_SECONDS = 10;
    private static final List<String> FIELDS = List.of("match", "type", "seconds", "reason");
    private static final String FIX =
            "Send for instance {\"match\": \"{instance=\\\"10.0.0.1:6060\\\"}\", \"type\": \"goroutine\"}; seconds (for"
                    + " how long) and reason are optional.";
    private static final String ID = "[A-Za-z0-9_-]{1,128}";

    private final CapturesSource source;
    private final WorkerPool workers;
    private final TraceDownloads downloads;

    public CaptureQueries(CapturesSource source, WorkerPool workers, TraceDownloads downloads) {
        this.source = source;
        this.workers = workers;
        this.downloads = downloads;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(CAPTURES, List.of(Paging.LIMIT, Paging.CURSOR), this::list),
                Endpoint.taking(CAPTURES, MOST_BODY_BYTES, this::ask),
                new Endpoint(CAPTURES + "/{id}", List.of(), this::one),
                new Endpoint(CAPTURES + "/{id}/content", List.of(), this::content));
    }

    private Future<Answer> ask(Request request) {
        Wish wish = wish(JsonFields.parse(request.body(), FIX));
        Running.check(source);
        return source.ask(wish).map(CaptureQueries::asked);
    }

    private static Wish wish(JsonFields body) {
        body.only(FIELDS);
        String match = body.required("match");
        String type = body.required("type");
        if (!Text.shown(type).equals('"' + type + '"')) {
            throw body.bad("type", Text.shown(type) + " is no name of a profile type");
        }
        Integer seconds = body.whole("seconds");
        String reason = body.text("reason");
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw body.bad("reason", "is longer than " + LONGEST_REASON + " characters");
        }
        return new Wish(
                Selectors.parse("match", match), type, seconds == null ? 0 : seconds, reason == null ? "" : reason);
    }

    private static Answer asked(CapturesSource.Asked asked) {
        return switch (asked) {
            case CapturesSource.Begun(List<Capture> captures) ->
                CaptureJson.list(captures, null)
                        .withStatus(202)
                        .with(
                                "Location",
                                captures.size() == 1
                                        ? CAPTURES + "/" + captures.getFirst().id()
                                        : CAPTURES);
            case CapturesSource.Refused(CapturesSource.Refusal why, String detail, String fix) ->
                throw refused(why, Text.line(detail), Text.line(fix));
        };
    }

    private static Problem refused(CapturesSource.Refusal why, String detail, String fix) {
        return switch (why) {
            case NO_TARGET -> new Problem(ProblemType.NO_TARGET, detail, fix);
            case TOO_MANY_TARGETS -> new Problem(ProblemType.TOO_MANY_TARGETS, detail, fix);
            case IMPOSSIBLE -> new Problem(ProblemType.CAPTURE_IMPOSSIBLE, detail, fix);
            case QUEUE_FULL -> new Problem(ProblemType.CAPTURES_QUEUE_FULL, detail, fix).retryAfter(RETRY_SECONDS);
            case STOPPING -> new Problem(ProblemType.STARTING, detail, fix).retryAfter(RETRY_SECONDS);
        };
    }

    private Future<Answer> list(Request request) {
        int limit = Paging.limit(request);
        Running.check(source);
        return workers.run(
                () -> {
                    List<Capture> all = source.list().stream()
                            .sorted(Comparator.comparing(Capture::id).reversed())
                            .toList();
                    Page<Capture> page = Paging.page(request, cursor -> page(all, limit, cursor));
                    return CaptureJson.list(page.items(), page.next());
                },
                request.gone());
    }

    /** Those asked for before the one that the cursor names, which need not be there any more. */
    private static Page<Capture> page(List<Capture> newestFirst, int limit, String cursor) {
        if (!cursor.isEmpty() && !cursor.matches(ID)) {
            throw new IllegalArgumentException("no cursor of ours");
        }
        List<Capture> items = newestFirst.stream()
                .filter(capture -> cursor.isEmpty() || capture.id().compareTo(cursor) < 0)
                .limit(limit + 1L)
                .toList();
        return items.size() <= limit
                ? new Page<>(items, null)
                : new Page<>(items.subList(0, limit), items.get(limit - 1).id());
    }

    private Future<Answer> one(Request request) {
        return find(request).map(CaptureJson::one);
    }

    private Future<Answer> content(Request request) {
        return find(request).compose(capture -> {
            String trace = capture.trace();
            if (trace != null) {
                return downloads.answer(request, new TraceId(trace));
            }
            String state =
                    capture.type() + " of " + Text.shown(capture.job()) + " is " + CaptureJson.word(capture.state());
            String error = capture.error();
            throw error == null
                    ? new Problem(ProblemType.CAPTURE_NOT_DONE, state, "Ask again until the capture is done.")
                            .retryAfter(Math.max(1, capture.seconds()))
                    : new Problem(
                            ProblemType.CAPTURE_FAILED,
                            state + ": " + error,
                            "See to that, and ask for another capture.");
        });
    }

    private Future<Capture> find(Request request) {
        String id = request.variable("id");
        Running.check(source);
        return workers.run(
                () -> (id.matches(ID) ? source.find(id) : Optional.<Capture>empty())
                        .orElseThrow(() -> new Problem(
                                ProblemType.UNKNOWN_CAPTURE,
                                "id: there is no capture " + Text.shown(id),
                                CAPTURES
                                        + " lists the latest; older ones are known as long as /api/v1/traces has what they"
                                        + " brought.")),
                request.gone());
    }
}
