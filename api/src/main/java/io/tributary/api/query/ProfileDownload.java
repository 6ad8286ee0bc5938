package io.tributary.api.query;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.api.http.Timed;
import io.tributary.api.view.MadeOf;
import io.tributary.api.view.Rendering;
import io.tributary.api.work.WorkerPool;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.ProfileId;
import io.tributary.storage.ProfileStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /profiles/{id}}: one stored profile. */
public final class ProfileDownload {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,512}");
    private static final MadeOf ITSELF = new MadeOf(1, 1, 1, true);

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
        return workers.run(() -> Timed.since(start, ITSELF.on(answer(id))), request.gone());
    }

    private Answer answer(String id) {
        Optional<Profile> profile = ID.matcher(id).matches() ? store.profile(new ProfileId(id)) : Optional.empty();
        byte[] body = PprofEncoder.encode(
                profile.orElseThrow(() -> new Problem(
                        ProblemType.UNKNOWN_PROFILE,
                        "id: there is no stored profile " + Text.shown(id),
                        "/api/v1/profiles lists the ids; profiles beyond the retention are gone.")),
                Rendering.GZIP_LEVEL);
        return Answer.ok("application/octet-stream", body)
                .with("Content-Disposition", "attachment; filename=\"" + id + ".pb.gz\"");
    }
}
