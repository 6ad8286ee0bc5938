package io.tributary.api.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.work.AbandonedException;
import io.tributary.api.work.DeadlineException;
import io.tributary.api.work.OverloadedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts endpoints on a router: checks methods, parameters and bodies, writes answers, turns failures into problem documents and
 * counts. Other routes on the same router get the same checks, headers and counts.
 */
public final class Endpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final String ROUTE = "tributary.route";
    private static final String UNMATCHED = "unmatched";

    private final Router router;
    private final HttpMetrics metrics;
    private final Duration bodyDeadline;

    /**
     * @param loopback whether the server listens on a loopback address
     * @param bodyDeadline from a request's headers to the end of its body
     */
    public Endpoints(Router router, PrometheusRegistry registry, boolean loopback, Duration bodyDeadline) {
        this.router = router;
        this.bodyDeadline = bodyDeadline;
        this.metrics = new HttpMetrics(registry);
        router.route().handler(this::measure);
        router.route().handler(new RequestGuard(loopback));
        router.route().failureHandler(this::fail);
    }

    /** All there are. Other routes come after them, and take no bodies. */
    public void add(List<Endpoint> endpoints) {
        Map<String, List<Endpoint>> byPath = endpoints.stream()
                .collect(Collectors.groupingBy(Endpoint::path, LinkedHashMap::new, Collectors.toList()));
        byPath.forEach((path, there) -> router.route(path.replaceAll("\\{(\\w+)}", ":$1"))
                .handler(context -> {
                    context.put(ROUTE, path);
                    handle(asked(there, context), context);
                }));
        router.route().handler(context -> {
            RequestBody.refuse(context);
            context.next();
        });
    }

    /** To be called after the last route: answers what none of them took. */
    public void close(List<Endpoint> endpoints) {
        List<String> paths = endpoints.stream().map(Endpoint::path).toList();
        router.route().handler(context -> {
            context.put(ROUTE, UNMATCHED);
            String path = context.normalizedPath();
            String nearest = Nearest.one(path, paths);
            throw new Problem(
                    ProblemType.UNKNOWN_ROUTE,
                    "there is nothing at " + Text.shown(path),
                    (nearest.isEmpty() ? "" : "Do you mean " + nearest + "? ") + "/openapi.yaml lists all there is.");
        });
    }

    /** The one of a path that the request's method asks for. */
    private static Endpoint asked(List<Endpoint> there, RoutingContext context) {
        HttpMethod method = context.request().method();
        for (Endpoint endpoint : there) {
            if (endpoint.methods().contains(method)) {
                return endpoint;
            }
        }
        List<String> allowed = there.stream()
                .flatMap(endpoint -> endpoint.methods().stream())
                .map(HttpMethod::name)
                .toList();
        context.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
        throw new Problem(
                ProblemType.METHOD_NOT_ALLOWED,
                there.getFirst().path() + " does not take " + Text.shown(method.name()),
                "Use " + String.join(" or ", allowed) + ".");
    }

    private void handle(Endpoint endpoint, RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.method().equals(HttpMethod.POST)) {
            RequestGuard.checkOrigin(request);
        }
        String query = request.query();
        Map<String, List<String>> parameters = QueryString.parse(query == null ? "" : query, endpoint.parameters());
        Promise<Void> gone = Promise.promise();
        // Not the response's closeHandler: there is one of that, and the count of requests needs it too.
        context.addEndHandler(_ -> gone.tryComplete());
        body(endpoint, context)
                .compose(body -> endpoint.handler()
                        .handle(new Request(
                                context.pathParams(),
                                parameters,
                                header(request, HttpHeaders.ACCEPT),
                                header(request, HttpHeaders.IF_NONE_MATCH),
                                body,
                                gone.future())))
                .onSuccess(answer -> write(context, answer))
                .onFailure(context::fail);
    }

    private Future<Buffer> body(Endpoint endpoint, RoutingContext context) {
        if (endpoint.mostBodyBytes() > 0) {
            return RequestBody.read(context, endpoint.mostBodyBytes(), bodyDeadline);
        }
        RequestBody.refuse(context);
        return Future.succeededFuture(Buffer.buffer());
    }

    private static String header(HttpServerRequest request, CharSequence name) {
        return String.join(", ", request.headers().getAll(name));
    }

    private static void write(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        AnswerWriter.write(context.request(), answer).onFailure(context::fail);
    }

    private void measure(RoutingContext context) {
        long start = System.nanoTime();
        context.addEndHandler(end -> {
            String route = context.get(ROUTE);
            metrics.record(
                    route == null ? mounted(context) : route,
                    end.succeeded() ? context.response().getStatusCode() : HttpMetrics.CLIENT_GONE,
                    System.nanoTime() - start);
        });
        context.next();
    }

    private static String mounted(RoutingContext context) {
        Route route = context.currentRoute();
        String path = route == null ? null : route.getPath();
        return path == null ? UNMATCHED : path;
    }

    private void fail(RoutingContext context) {
        Throwable failure = context.failure();
        if (context.response().closed()) {
            return;
        }
        if (context.response().headWritten()) {
            LOG.debug("answer to {} broke off", mounted(context), failure);
            context.response().reset();
            return;
        }
        write(context, problem(failure, context).answer());
    }

    private static Problem problem(Throwable failure, RoutingContext context) {
        return switch (failure) {
            case Problem problem -> problem;
            case OverloadedException _ ->
                new Problem(
                                ProblemType.OVERLOADED,
                                "as many questions are being answered and wait as this server allows",
                                "Ask again in a moment, fewer at once.")
                        .retryAfter(1 + ThreadLocalRandom.current().nextInt(3));
            case DeadlineException late ->
                new Problem(
                                ProblemType.TOO_SLOW,
                                "no answer within " + late.deadline().toSeconds() + " s",
                                "Ask for a shorter range or fewer instances, or when less is going on.")
                        .retryAfter(5);
            case AbandonedException _ -> new Problem(ProblemType.TOO_SLOW, "the client went away", "Ask again.");
            case null -> statusOnly(context);
            default -> internal(failure, context);
        };
    }

    private static Problem statusOnly(RoutingContext context) {
        if (context.statusCode() == 400) {
            return new Problem(
                    ProblemType.MALFORMED_REQUEST, "the request cannot be understood", "Check the URL's encoding.");
        }
        return internal(new IllegalStateException("a route failed with status " + context.statusCode()), context);
    }

    private static Problem internal(Throwable failure, RoutingContext context) {
        String id = "%08x".formatted(ThreadLocalRandom.current().nextInt());
        String route = context.get(ROUTE);
        LOG.error(
                "error {}: {} {} failed",
                id,
                context.request().method(),
                route == null ? mounted(context) : route,
                failure);
        return new Problem(
                ProblemType.INTERNAL,
                "error " + id + "; what happened is in Tributary's log under this id",
                "Look there, or give the id to whoever runs this server.");
    }
}
