package io.tributary.api.admin;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Audit;
import io.tributary.api.http.BodyRule;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Role;
import io.tributary.api.query.Question;
import io.tributary.api.query.TimeExpression;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import io.tributary.storage.TimeRange;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code DELETE /profiles}, {@code POST /admin/snapshot}, {@code POST /admin/compact}. */
public final class Administration {
    private static final List<Parameter> DELETED =
            List.of(Question.SERVICE, Question.TYPE, Question.MATCH, Question.FROM, Question.TO);
    /** As Prometheus names its own. */
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final int RETRY_SECONDS = 10;

    private final ProfileStore store;
    private final AdminOptions options;
    private final WorkerPool workers;
    private final InstantSource clock;
    private final AtomicBoolean compacting = new AtomicBoolean();

    /** @param workers for what takes minutes */
    public Administration(ProfileStore store, AdminOptions options, WorkerPool workers, InstantSource clock) {
        this.store = store;
        this.options = options;
        this.workers = workers;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(
                        List.of(HttpMethod.DELETE),
                        "/api/v1/profiles",
                        DELETED,
                        BodyRule.NONE,
                        Role.ADMIN,
                        this::delete),
                Endpoint.action("/api/v1/admin/snapshot", this::snapshot),
                Endpoint.action("/api/v1/admin/compact", this::compact));
    }

    private Future<Answer> delete(Request request) {
        checkEnabled("DELETE /api/v1/profiles");
        Selection selection = deleted(request);
        Future<Long> deleting = run(() -> store.delete(selection));
        return Audit.of(request, "delete", deleting, count -> count + " profiles deleted")
                .map(count -> answer("deleted", count));
    }

    /** Everything of the service and the selectors, of all time unless a range is given. */
    private Selection deleted(Request request) {
        String service = request.parameter(Question.SERVICE.name());
        if ((service == null || service.isEmpty())
                && request.parameters(Question.MATCH.name()).isEmpty()) {
            throw new Problem(
                    ProblemType.MISSING_PARAMETER,
                    "service: is needed here, or match, and both are missing or empty",
                    "Say what is to be deleted: service=shop, or match={region=\"eu\"}; match={} is everything.");
        }
        Instant now = clock.instant();
        Instant from = Question.time(request, Question.FROM, now, TimeExpression.Rounding.DOWN, Instant.EPOCH);
        Instant to = Question.time(request, Question.TO, now, TimeExpression.Rounding.UP, TimeExpression.LATEST);
        TimeRange range = Question.range(Question.FROM, "the range", from, to, "Exchange from and to.");
        return new Selection(
                service == null || service.isEmpty() ? null : service,
                request.parameter(Question.TYPE.name()),
                Question.selectors(request),
                range);
    }

    private Future<Answer> snapshot(Request request) {
        checkEnabled("/api/v1/admin/snapshot");
        String name = NAME.format(clock.instant())
                + "-%08x".formatted(ThreadLocalRandom.current().nextInt());
        Future<String> making = run(() -> {
            Files.createDirectories(options.snapshots());
            store.snapshot(options.snapshots().resolve(name));
            return name;
        });
        return Audit.of(request, "snapshot", making, made -> made).map(made -> answer("name", made));
    }

    private Future<Answer> compact(Request request) {
        checkEnabled("/api/v1/admin/compact");
        if (!compacting.compareAndSet(false, true)) {
            throw new Problem(
                            ProblemType.COMPACTION_RUNS,
                            "the store is being compacted already",
                            "Wait until that is done; /api/v1/status/storage shows how far it is.")
                    .retryAfter(RETRY_SECONDS);
        }
        AtomicBoolean began = new AtomicBoolean();
        long start = System.nanoTime();
        Future<Double> working = run(() -> {
                    began.set(true);
                    try {
                        store.compact();
                        return (System.nanoTime() - start) / 1e9;
                    } finally {
                        compacting.set(false);
                    }
                })
                .onFailure(_ -> {
                    if (!began.get()) {
                        compacting.set(false);
                    }
                });
        return Audit.of(request, "compact", working, "done in %.1f s"::formatted)
                .map(seconds -> answer("seconds", seconds));
    }

    /** Goes on when the client is gone: half a deletion helps nobody. */
    private <T> Future<T> run(Callable<T> task) {
        return workers.run(() -> {
            try {
                return task.call();
            } catch (StoreException | IOException e) {
                throw new Problem(
                                ProblemType.STORE_FAILED,
                                String.valueOf(e.getMessage()),
                                "See to that and ask again; the log and /api/v1/status/storage say more.")
                        .retryAfter(RETRY_SECONDS);
            }
        });
    }

    private static Answer answer(String field, Object value) {
        return Json.answer(json -> {
            json.writeStartObject();
            json.writeFieldName(field);
            switch (value) {
                case Long number -> json.writeNumber(number);
                case Double number -> json.writeNumber(number);
                default -> json.writeString(value.toString());
            }
            json.writeEndObject();
        });
    }

    private void checkEnabled(String what) {
        if (!options.enabled()) {
            throw new Problem(
                    ProblemType.ADMIN_DISABLED,
                    what + " is answered only by a daemon that was started with --web.enable-admin-api",
                    "Start it with --web.enable-admin-api.");
        }
    }
}
