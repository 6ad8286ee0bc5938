package io.tributary.api.pgo.effect;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.api.query.Catalogue;
import io.tributary.api.query.Question;
import io.tributary.api.work.WorkerPool;
import io.tributary.profile.ValueType;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.InstanceTotals.Step;
import io.tributary.storage.Labels;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** {@code /pgo/{service}/effect}: cores for an instance before and after a change of version. */
public final class EffectQueries {
    private static final Duration DEFAULT_RANGE = Duration.ofDays(28);
    private static final Parameter FROM_VERSION = Parameter.once("from_version");
    private static final Parameter TO_VERSION = Parameter.once("to_version");
    private static final String CPU = "cpu";
    private static final long HOUR = Duration.ofHours(1).toMillis();
    /** Less profiled time in an hour says little about it. */
    private static final long LEAST_TIMED_NANOS = Duration.ofSeconds(1).toNanos();

    private final ProfileStore store;
    private final WorkerPool workers;
    private final InstantSource clock;
    private final Catalogue catalogue;

    public EffectQueries(ProfileStore store, WorkerPool workers, InstantSource clock, Catalogue catalogue) {
        this.store = store;
        this.workers = workers;
        this.clock = clock;
        this.catalogue = catalogue;
    }

    public Endpoint endpoint() {
        return new Endpoint(
                "/api/v1/pgo/{service}/effect",
                List.of(FROM_VERSION, TO_VERSION, Question.MATCH, Question.FROM, Question.TO),
                this::effect);
    }

    private Future<Answer> effect(Request request) {
        String service = request.variable("service");
        String from = version(request, FROM_VERSION);
        String to = version(request, TO_VERSION);
        if (from.equals(to)) {
            throw Problem.badParameter(
                    TO_VERSION.name(),
                    Text.shown(to) + " is the version that is compared with it",
                    "Name two versions; /api/v1/services lists those of each service.");
        }
        TimeRange range = range(request);
        Selection selection = new Selection(service, CPU, Question.selectors(request), range);
        return workers.runStoppable(
                () -> {
                    List<InstanceTotals> totals = store.totals(selection, HOUR);
                    VersionUsage before = usage(totals, from);
                    VersionUsage after = usage(totals, to);
                    checkIsThere(selection, FROM_VERSION, from, before);
                    checkIsThere(selection, TO_VERSION, to, after);
                    Effect effect = EffectEstimate.of(before, after);
                    return Json.answer(json -> EffectJson.write(
                            json,
                            new EffectJson.Question(service, from, to, range, before.instances(), after.instances()),
                            effect));
                },
                request.gone());
    }

    private static String version(Request request, Parameter parameter) {
        return request.required(
                parameter.name(), "Name a version of the service; /api/v1/services lists those of each service.");
    }

    private TimeRange range(Request request) {
        if (request.parameter(Question.FROM.name()) != null || request.parameter(Question.TO.name()) != null) {
            return Question.range(request, clock.instant());
        }
        Instant now = clock.instant();
        return Question.range(now.minus(DEFAULT_RANGE), now);
    }

    private void checkIsThere(Selection selection, Parameter parameter, String version, VersionUsage usage) {
        if (usage.instances() > 0) {
            return;
        }
        String service = String.valueOf(selection.service());
        List<String> versions = catalogue.check(service, CPU).versions();
        throw new Problem(
                ProblemType.NO_PROFILES,
                parameter.name() + ": there are no CPU profiles of version " + Text.shown(version) + " of "
                        + Text.shown(service) + " in the range",
                versions.isEmpty()
                        ? "Give the targets a label version, in the targets file or by relabelling."
                        : "Its versions are: " + String.join(", ", versions)
                                + ". Name two of them, or ask for another range with from and to.");
    }

    private static VersionUsage usage(List<InstanceTotals> totals, String version) {
        List<Usage> hours = new ArrayList<>();
        int instances = 0;
        for (InstanceTotals instance : totals) {
            int column = cpuColumn(instance.sampleTypes());
            if (column < 0 || !instance.instance().getOrEmpty(Labels.VERSION).equals(version)) {
                continue;
            }
            int before = hours.size();
            for (Step step : instance.steps()) {
                if (step.timedNanos() >= LEAST_TIMED_NANOS) {
                    double cores = step.values().get(column) / step.timedNanos();
                    hours.add(new Usage(instances, step.fromMillis() / HOUR, cores));
                }
            }
            instances += hours.size() > before ? 1 : 0;
        }
        return new VersionUsage(hours);
    }

    private static int cpuColumn(List<ValueType> sampleTypes) {
        for (int column = 0; column < sampleTypes.size(); column++) {
            if (sampleTypes.get(column).unit().equals("nanoseconds")) {
                return column;
            }
        }
        return -1;
    }
}
