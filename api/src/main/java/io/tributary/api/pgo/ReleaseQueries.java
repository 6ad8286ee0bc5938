package io.tributary.api.pgo;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Answer;
import io.tributary.api.http.ETags;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.api.query.Catalogue;
import io.tributary.api.query.Paging;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.Page;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Release;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** {@code /pgo/{service}/releases}: what was handed out, when, byte for byte. */
final class ReleaseQueries {
    private final ProfileStore store;
    private final WorkerPool workers;
    private final Catalogue catalogue;

    ReleaseQueries(ProfileStore store, WorkerPool workers, Catalogue catalogue) {
        this.store = store;
        this.workers = workers;
        this.catalogue = catalogue;
    }

    List<Endpoint> endpoints(String path) {
        return List.of(
                new Endpoint(path, List.of(Paging.LIMIT, Paging.CURSOR), this::list),
                new Endpoint(path + "/{digest}", List.of(), this::release));
    }

    private Future<Answer> list(Request request) {
        String service = request.variable("service");
        int limit = Paging.limit(request);
        return workers.run(
                () -> {
                    List<Release> all = store.releases().list(service);
                    if (all.isEmpty()) {
                        catalogue.check(service, null);
                    }
                    Page<Release> page = Paging.page(request, cursor -> page(all, limit, cursor));
                    return Json.list("releases", page.items(), page.next(), ReleaseQueries::write);
                },
                request.gone());
    }

    /** The cursor is the last one's time and digest: newer ones that come meanwhile move nothing. */
    private static Page<Release> page(List<Release> all, int limit, String cursor) {
        int from = cursor.isEmpty()
                ? 0
                : 1
                        + IntStream.range(0, all.size())
                                .filter(i -> cursor(all.get(i)).equals(cursor))
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException("no such release"));
        int to = Math.min(all.size(), from + limit);
        return new Page<>(all.subList(from, to), to < all.size() ? cursor(all.get(to - 1)) : null);
    }

    private static String cursor(Release release) {
        return release.timeMillis() + "-" + release.digest();
    }

    static void write(JsonGenerator json, Release release) throws IOException {
        json.writeStartObject();
        json.writeStringField("digest", release.digest());
        Json.time(json, "time", Instant.ofEpochMilli(release.timeMillis()));
        Json.labels(json, "parameters", release.parameters());
        json.writeNumberField("edges", release.edges());
        json.writeNumberField("samples", release.samples());
        json.writeStringField("verdict", release.verdict());
        json.writeEndObject();
    }

    private Future<Answer> release(Request request) {
        String service = request.variable("service");
        String digest = request.variable("digest");
        return workers.run(
                () -> {
                    byte[] content = store.releases()
                            .content(service, digest)
                            .orElseThrow(() -> new Problem(
                                    ProblemType.UNKNOWN_RELEASE,
                                    "digest: " + Text.shown(service) + " has no release " + Text.shown(digest),
                                    "/api/v1/pgo/{service}/releases lists those that are kept."));
                    String tag = ETags.of(digest);
                    Answer answer = ETags.isKnown(request, tag)
                            ? Answer.notModified()
                            : Answer.ok("application/octet-stream", content)
                                    .with("Content-Disposition", "attachment; filename=\"default.pgo\"");
                    return answer.with("ETag", tag);
                },
                request.gone());
    }
}
