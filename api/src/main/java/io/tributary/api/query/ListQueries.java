package io.tributary.api.query;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Request;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.Page;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredProfile;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;

/** {@code /services} and {@code /profiles}: what is stored. */
public final class ListQueries {
    private final ProfileStore store;
    private final WorkerPool workers;
    private final InstantSource clock;
    private final Catalogue catalogue;

    public ListQueries(ProfileStore store, WorkerPool workers, InstantSource clock, Catalogue catalogue) {
        this.store = store;
        this.workers = workers;
        this.clock = clock;
        this.catalogue = catalogue;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("/api/v1/services", List.of(), this::services),
                new Endpoint("/api/v1/profiles", Question.LISTED, this::profiles));
    }

    private Future<Answer> services(Request request) {
        return workers.run(() -> ProfileJson.services(store.services()), request.gone());
    }

    private Future<Answer> profiles(Request request) {
        String service = request.parameter(Question.SERVICE.name());
        String type = request.parameter(Question.TYPE.name());
        Selection selection = Question.selection(request, service, type, clock.instant());
        int limit = Paging.limit(request);
        return workers.run(
                () -> {
                    Page<StoredProfile> page = Paging.page(request, cursor -> store.profiles(selection, limit, cursor));
                    if (page.items().isEmpty() && service != null) {
                        catalogue.check(service, type);
                    }
                    return ProfileJson.profiles(page);
                },
                request.gone());
    }
}
