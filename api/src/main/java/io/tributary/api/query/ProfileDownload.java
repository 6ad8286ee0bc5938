package io.tributary.api.query;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.api.work.WorkerPool;
import io.tributary.profile.Profile;
import io.tributary.storage.Coverage;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /profiles/{id}}: one stored profile. */
public final class ProfileDownload {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,512}");

    private final ProfileStore store;
    private final WorkerPool workers;

    public ProfileDownload(ProfileStore store, WorkerPool workers) {
        this.store = store;
        this.workers = workers;
    }

    public Endpoint endpoint() {
        return new Endpoint("/api/v1/profiles/{id}", List.of(), this::profile);
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
}
