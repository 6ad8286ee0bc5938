package io.tributary.api.pgo;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.api.query.Catalogue;
import io.tributary.api.query.Merger;
import io.tributary.api.query.PprofAnswer;
import io.tributary.api.query.PromDuration;
import io.tributary.api.query.Question;
import io.tributary.api.query.TimeExpression;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** {@code /pgo/{service}/default.pgo}: the sum of a service's CPU profiles in a window. */
public final class PgoQueries {
    private static final String CPU = "cpu";
    private static final String WINDOW = "window";
    private static final String AT = "at";
    private static final String DEFAULT_WINDOW = "7d";

    private final WorkerPool workers;
    private final InstantSource clock;
    private final Catalogue catalogue;
    private final Merger merger;

    public PgoQueries(WorkerPool workers, InstantSource clock, Catalogue catalogue, Merger merger) {
        this.workers = workers;
        this.clock = clock;
        this.catalogue = catalogue;
        this.merger = merger;
    }

    public List<Endpoint> endpoints() {
        return List.of(new Endpoint(
                "/api/v1/pgo/{service}/default.pgo",
                List.of(Parameter.once(WINDOW), Parameter.once(AT), Question.MATCH),
                this::defaultPgo));
    }

    private Future<Answer> defaultPgo(Request request) {
        String service = request.variable("service");
        Selection selection = new Selection(service, CPU, Question.selectors(request), window(request));
        long start = System.nanoTime();
        return workers.run(
                () -> {
                    MergeResult result = merger.merge(selection, MergeMode.SUM);
                    if (result.coverage().profiles() == 0) {
                        throw catalogue.nothing(
                                service,
                                CPU,
                                selection.range(),
                                !selection.anyOf().isEmpty());
                    }
                    GoPgo.check(result.profile());
                    return PprofAnswer.of(result, "default.pgo", start);
                },
                request.gone());
    }

    private TimeRange window(Request request) {
        Instant now = clock.instant();
        String at = request.parameter(AT);
        Instant to = at == null ? now : Question.time(AT, at, now, TimeExpression.Rounding.DOWN);
        Duration window = length(request.parameter(WINDOW, DEFAULT_WINDOW));
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
}
