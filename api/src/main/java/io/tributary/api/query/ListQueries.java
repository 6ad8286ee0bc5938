package io.tributary.api.query;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
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
    static final int DEFAULT_LIMIT = 100;
    static final int LARGEST_LIMIT = 1000;

    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";

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
                new Endpoint(
                        "/api/v1/profiles",
                        List.of(
                                Question.SERVICE,
                                Question.TYPE,
                                Question.MATCH,
                                Question.FROM,
                                Question.TO,
                                Parameter.once(LIMIT),
                                Parameter.once(CURSOR)),
                        this::profiles));
    }

    private Future<Answer> services(Request request) {
        return workers.run(() -> ProfileJson.services(store.services()), request.gone());
    }

    private Future<Answer> profiles(Request request) {
        String service = request.parameter(Question.SERVICE.name());
        String type = request.parameter(Question.TYPE.name());
        Selection selection = Question.selection(request, service, type, clock.instant());
        int limit = limit(request);
        String cursor = request.parameter(CURSOR, "");
        return workers.run(
                () -> {
                    Page<StoredProfile> page = page(selection, limit, cursor);
                    if (page.items().isEmpty() && service != null) {
                        catalogue.check(service, type);
                    }
                    return ProfileJson.profiles(page);
                },
                request.gone());
    }

    private Page<StoredProfile> page(Selection selection, int limit, String cursor) {
        try {
            return store.profiles(selection, limit, cursor);
        } catch (IllegalArgumentException e) {
            if (cursor.isEmpty()) {
                throw e;
            }
            throw Problem.badParameter(
                    CURSOR,
                    Text.shown(cursor) + " is no cursor of this server",
                    "Give the value of \"next\" from the page before, or leave cursor out for the first page.");
        }
    }

    private static int limit(Request request) {
        String text = request.parameter(LIMIT);
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (text.matches("\\d{1,9}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        }
        throw Problem.badParameter(
                LIMIT,
                Text.shown(text) + " is no whole number from 1 to " + LARGEST_LIMIT,
                "Ask for at most " + LARGEST_LIMIT + " and go on with the cursor in \"next\".");
    }
}
