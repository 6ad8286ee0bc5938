package io.tributary.api.web;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Coding;
import io.tributary.api.http.ContentCoding;
import io.tributary.api.http.ContentPolicy;
import io.tributary.api.http.ETags;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.api.work.WorkerPool;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The web page. At each of its paths there is the same document, whose script finds out from the path what to show; the script and what else
 * it needs are at {@code /assets/}, under names that change with what is in them. Beside it stands speedscope, a document of its own, which shows
 * the profile that the address names behind its {@code #}.
 */
public final class WebPages {
    /** Where the page is, as {@code src/main/web/src/app/routes.ts} has it. */
    public static final List<String> PATHS = List.of(
            "/", "/service/{service}", "/compare", "/pgo", "/pgo/{service}", "/targets", "/captures", "/status");

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final WorkerPool pool;
    private final Map<Key, Answer> made = new ConcurrentHashMap<>();

    private record Key(String file, Coding coding) {}

    /** @param pool reads and compresses, each file once */
    public WebPages(WorkerPool pool) {
        this.pool = pool;
    }

    public List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        PATHS.forEach(path -> endpoints.add(document(path, "index.html", ContentPolicy.PAGE)));
        endpoints.add(document("/speedscope", "speedscope.html", ContentPolicy.SPEEDSCOPE));
        endpoints.add(new Endpoint("/assets/{name}", List.of(), this::asset));
        endpoints.add(new Endpoint("/licenses.txt", List.of(), request -> current("licenses.txt", request)));
        return endpoints;
    }

    private Endpoint document(String path, String file, String policy) {
        // A 304 has the policy too: a browser takes its headers for those of what it kept.
        return new Endpoint(
                path,
                List.of(Parameter.ANY),
                request -> current(file, request).map(answer -> answer.with(ContentPolicy.HEADER, policy)));
    }

    private Future<Answer> asset(Request request) {
        return file("assets/" + request.variable("name"), request)
                .map(answer -> answer.with("Cache-Control", FOR_GOOD));
    }

    /** A file that another version of Tributary has under the same name: a browser is to ask each time whether it is the same. */
    private Future<Answer> current(String name, Request request) {
        return file(name, request).map(answer -> {
            String tag = answer.headers().getOrDefault("ETag", "");
            Answer news = ETags.isKnown(request, tag.replaceFirst("^W/", ""))
                    ? Answer.notModified().with("ETag", tag)
                    : answer;
            return news.with("Cache-Control", "no-cache");
        });
    }

    /** A file in the coding that the client likes best. */
    private Future<Answer> file(String name, Request request) {
        Key key = new Key(name, request.coding());
        Answer known = made.get(key);
        return known != null
                ? Future.succeededFuture(known)
                : pool.run(() -> read(key), request.gone()).onSuccess(answer -> made.put(key, answer));
    }

    private static Answer read(Key key) throws IOException {
        Answer plain = WebFiles.read(key.file)
                .orElseThrow(() -> new Problem(
                        ProblemType.UNKNOWN_ROUTE,
                        "the page has no file " + Text.shown(key.file),
                        "Load the page again: it is of another version of Tributary."));
        return ContentCoding.apply(plain, key.coding);
    }
}
