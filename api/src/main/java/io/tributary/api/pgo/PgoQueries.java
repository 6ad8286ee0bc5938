package io.tributary.api.pgo;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.http.Answer;
import io.tributary.api.http.ByteBudget;
import io.tributary.api.http.ETags;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.api.http.Timed;
import io.tributary.api.pgo.feedback.Check;
import io.tributary.api.pgo.feedback.Handout;
import io.tributary.api.pgo.feedback.Material;
import io.tributary.api.pgo.feedback.Report;
import io.tributary.api.pgo.feedback.ReportText;
import io.tributary.api.pgo.feedback.Verdict;
import io.tributary.api.query.Catalogue;
import io.tributary.api.query.Merger;
import io.tributary.api.work.WorkerPool;
import io.tributary.profile.pgo.EdgeComparison;
import io.tributary.storage.Coverage;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Release;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code /pgo/{service}/default.pgo} and what belongs to it: report, releases, check. */
public final class PgoQueries {
    private static final String FORMAT = "format";
    private static final String HOME = "/api/v1/pgo/{service}/";

    private final ProfileStore store;
    private final WorkerPool workers;
    private final InstantSource clock;
    private final PgoFeedback feedback;
    private final ReleaseQueries releaseQueries;
    private final CheckQuery check;
    private final PgoWatch watch;

    /** @param checked budget of the profiles that are sent to be checked */
    public PgoQueries(
            ProfileStore store,
            WorkerPool workers,
            InstantSource clock,
            Catalogue catalogue,
            Merger merger,
            ByteBudget checked,
            PrometheusRegistry registry) {
        this.store = store;
        this.workers = workers;
        this.clock = clock;
        this.feedback = new PgoFeedback(store, merger, catalogue, new KnownReleases(store));
        this.releaseQueries = new ReleaseQueries(store, workers, catalogue);
        this.check = new CheckQuery(store, workers, clock, feedback, checked);
        PgoMetrics metrics = new PgoMetrics(clock);
        metrics.register(registry);
        this.watch = new PgoWatch(store, workers, clock, feedback, metrics);
    }

    public List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        all.add(new Endpoint(HOME + "default.pgo", with(PgoQuestion.HANDED_OUT), this::defaultPgo));
        all.add(new Endpoint(
                HOME + "report",
                with(List.of(PgoQuestion.HANDED_OUT.getFirst(), Parameter.once(FORMAT))),
                this::report));
        all.addAll(releaseQueries.endpoints(HOME + "releases"));
        all.add(check.endpoint(HOME + "check"));
        return all;
    }

    /** See {@link PgoWatch#refresh()}. */
    public Future<Void> refresh() {
        return watch.refresh();
    }

    private static List<Parameter> with(List<Parameter> more) {
        List<Parameter> all = new ArrayList<>(PgoQuestion.MADE);
        all.addAll(more);
        return all;
    }

    private Future<Answer> defaultPgo(Request request) {
        PgoQuestion question = PgoQuestion.read(request, clock.instant());
        long start = System.nanoTime();
        return workers.run(() -> defaultPgo(request, question, start), request.gone());
    }

    private Answer defaultPgo(Request request, PgoQuestion question, long start) {
        Made made = feedback.made(question);
        if (question.isGated() && made.feedback().verdict() != Verdict.SHIP) {
            watch.measure(question, made);
            throw notGoodEnough(made, question);
        }
        Handout handout = feedback.handout(made, question.fidelity());
        Optional<String> known = known(request, question, made, handout);
        if (known.isPresent()) {
            watch.measure(question, made);
            return describe(Answer.notModified(), made, start).with("ETag", "W/" + ETags.of(known.get()));
        }
        if (!request.method().equals(HttpMethod.HEAD)) {
            keep(question, made, handout);
        }
        watch.measure(question, made);
        return describe(Answer.ok("application/octet-stream", handout.body()), made, start)
                .with("Content-Disposition", "attachment; filename=\"default.pgo\"")
                .with("ETag", "W/" + ETags.of(handout.digest()));
    }

    /** Which of the profiles that the client has is still as good; empty where none is. */
    private Optional<String> known(Request request, PgoQuestion question, Made made, Handout handout) {
        if (request.ifNoneMatch().isEmpty()) {
            return Optional.empty();
        }
        if (ETags.isKnown(request, ETags.of(handout.digest()))) {
            return Optional.of(handout.digest());
        }
        for (Release release : store.releases().list(question.service())) {
            if (ETags.isKnown(request, ETags.of(release.digest()))
                    && question.fidelity().text().equals(release.parameters().get("fidelity"))) {
                Optional<EdgeComparison> since = feedback.since(made, question.service(), release.digest());
                if (since.isPresent() && Material.isSame(since.get())) {
                    return Optional.of(release.digest());
                }
            }
        }
        return Optional.empty();
    }

    private void keep(PgoQuestion question, Made made, Handout handout) {
        store.releases()
                .put(
                        new Release(
                                question.service(),
                                handout.digest(),
                                clock.millis(),
                                question.parameters(),
                                made.feedback().edges().size(),
                                made.feedback().figures().missing().samples(),
                                made.feedback().verdict().text()),
                        handout.body());
    }

    private static Answer describe(Answer answer, Made made, long start) {
        Coverage coverage = made.coverage();
        Answer described = answer.with("Tributary-Profiles", Long.toString(coverage.profiles()))
                .with("Tributary-Instances", Integer.toString(coverage.instances()))
                .with("Tributary-Coverage", String.format(Locale.ROOT, "%.4f", coverage.share()))
                .with("Tributary-Verdict", made.feedback().verdict().text());
        return Timed.since(start, described);
    }

    private Problem notGoodEnough(Made made, PgoQuestion question) {
        List<Check> failed = made.feedback().checks().stream()
                .filter(each -> each.level().compareTo(Check.Level.NOTE) > 0)
                .toList();
        ProblemType type = made.feedback().figures().startLines().any()
                ? ProblemType.PGO_NOT_GOOD_ENOUGH
                : ProblemType.PGO_NO_START_LINES;
        Check worst = failed.stream().max(Comparator.comparing(Check::level)).orElseThrow();
        Report report = feedback.report(made, question);
        return new Problem(
                        type,
                        made.feedback().verdict().text() + ": "
                                + failed.stream().map(Check::finding).collect(Collectors.joining("; ")),
                        worst.advice() + " With gate=off it is handed out all the same.")
                .with(json -> {
                    json.writeFieldName("report");
                    ReportJson.write(json, report);
                });
    }

    private Future<Answer> report(Request request) {
        PgoQuestion question = PgoQuestion.read(request, clock.instant());
        String format = request.parameter(FORMAT, request.accept().startsWith("text/plain") ? "text" : "json");
        if (!format.equals("json") && !format.equals("text")) {
            throw Problem.badParameter(
                    FORMAT, Text.shown(format) + " is no format of a report", "There is: json, text.");
        }
        return workers.run(
                () -> {
                    Report report = feedback.report(feedback.made(question), question);
                    return format.equals("text")
                            ? Answer.text(200, ReportText.of(report))
                            : Json.answer(json -> ReportJson.write(json, report));
                },
                request.gone());
    }
}
