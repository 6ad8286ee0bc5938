package io.tributary.api.query;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.api.work.WorkerPool;
import io.tributary.profile.Profile;
import io.tributary.storage.Coverage;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code /profiles/{id}} and {@code /merge}: one stored profile, and many as one. */
public final class PprofQueries {
    private static final String MERGE = "merge";
    private static final String FORMAT = "format";
    private static final String PPROF = "pprof";
    private static final String MODES =
            MergeMode.named().stream().map(MergeMode::text).collect(Collectors.joining(", "));
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,512}");

    private final ProfileStore store;
    private final WorkerPool workers;
    private final InstantSource clock;
    private final Catalogue catalogue;
    private final Merger merger;

    public PprofQueries(
            ProfileStore store, WorkerPool workers, InstantSource clock, Catalogue catalogue, Merger merger) {
        this.store = store;
        this.workers = workers;
        this.clock = clock;
        this.catalogue = catalogue;
        this.merger = merger;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("/api/v1/profiles/{id}", List.of(), this::profile),
                new Endpoint(
                        "/api/v1/merge",
                        List.of(
                                Question.SERVICE,
                                Question.TYPE,
                                Question.MATCH,
                                Question.FROM,
                                Question.TO,
                                Parameter.once(MERGE),
                                Parameter.once(FORMAT)),
                        this::merge));
    }

    private Future<Answer> profile(Request request) {
        String id = request.variable("id");
        long start = System.nanoTime();
        return workers.run(
                () -> {
                    Optional<Profile> profile =
                            ID.matcher(id).matches() ? store.profile(new ProfileId(id)) : Optional.empty();
                    return PprofAnswer.of(
                            profile.orElseThrow(() -> new Problem(
                                    ProblemType.UNKNOWN_PROFILE,
                                    "id: there is no stored profile " + Text.shown(id),
                                    "/api/v1/profiles lists the ids; profiles beyond the retention are gone.")),
                            new Coverage(1, 1, 1),
                            false,
                            id + ".pb.gz",
                            start);
                },
                request.gone());
    }

    private Future<Answer> merge(Request request) {
        String service = request.required(Question.SERVICE.name(), "/api/v1/services lists the services.");
        String type = request.required(
                Question.TYPE.name(), "/api/v1/services lists each service's types; type=cpu is the usual one.");
        MergeMode mode = mode(request.parameter(MERGE, "auto"));
        String format = request.parameter(FORMAT, PPROF);
        if (!format.equals(PPROF)) {
            throw Problem.badParameter(
                    FORMAT, Text.shown(format) + " is no format of this server", "There is: " + PPROF + ".");
        }
        Selection selection = Question.selection(request, service, type, clock.instant());
        long start = System.nanoTime();
        return workers.run(
                () -> {
                    MergeResult result = merger.merge(selection, mode);
                    if (result.coverage().profiles() == 0) {
                        throw catalogue.nothing(
                                service,
                                type,
                                selection.range(),
                                !selection.anyOf().isEmpty());
                    }
                    return PprofAnswer.of(result, FileNames.merge(service, type, selection.range()), start);
                },
                request.gone());
    }

    private static MergeMode mode(String text) {
        for (MergeMode mode : MergeMode.named()) {
            if (mode.text().equals(text)) {
                return mode;
            }
        }
        throw Problem.badParameter(MERGE, Text.shown(text) + " is no way to merge", "There is: " + MODES + ".");
    }
}
