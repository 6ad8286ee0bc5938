package io.tributary.api.scrapes;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Request;
import io.tributary.api.query.Question;
import io.tributary.api.series.Grid;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.TimeRange;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /scrapes}: what became of them over time. */
public final class ScrapeQueries {
    private static final Parameter SERVICE = Parameter.repeatable("service");
    private static final Parameter STEP = Parameter.once("step");

    private final ScrapesSource source;
    private final WorkerPool workers;
    private final InstantSource clock;

    public ScrapeQueries(ScrapesSource source, WorkerPool workers, InstantSource clock) {
        this.source = source;
        this.workers = workers;
        this.clock = clock;
    }

    public Endpoint endpoint() {
        return new Endpoint("/api/v1/scrapes", List.of(SERVICE, Question.FROM, Question.TO, STEP), this::scrapes);
    }

    private Future<Answer> scrapes(Request request) {
        Instant now = clock.instant();
        TimeRange range = kept(Question.range(request, now), now);
        String step = request.parameter(STEP.name());
        Grid grid = (step == null ? Grid.of(range) : Grid.of(range, step)).inMultiplesOf(source.grain());
        Set<String> services = Set.copyOf(request.parameters(SERVICE.name()));
        return workers.run(
                () -> {
                    List<ScrapesSource.Service> counted = source.counts(services, range, grid.stepMillis());
                    return Json.answer(json -> ScrapesJson.write(json, grid, since(now), source.uncounted(), counted));
                },
                request.gone());
    }

    /** What is older is not there any more, which must not look as if all had been well. */
    private TimeRange kept(TimeRange range, Instant now) {
        long kept = source.kept().toMillis();
        if (range.fromMillis() < now.toEpochMilli() - kept || range.toMillis() - range.fromMillis() > kept) {
            String length = source.kept().toHours() + "h";
            throw Problem.badParameter(
                    Question.FROM.name(),
                    "scrapes are counted for " + length + ", and the range begins before that or is longer",
                    "Ask for from=now-" + length
                            + " or later. /metrics has counters to be kept for longer by a Prometheus.");
        }
        return range;
    }

    private @Nullable Instant since(Instant now) {
        Instant since = source.since();
        Instant oldest = now.minus(source.kept());
        return since == null || since.isAfter(oldest) ? since : oldest;
    }
}
