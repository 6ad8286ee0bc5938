package io.tributary.api.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.work.AbandonedException;
import io.tributary.api.work.DeadlineException;
import io.tributary.api.work.OverloadedException;
import io.tributary.api.work.WorkerPool;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final AccessControl control;
    private final RequestGuard guard;
    private final HttpMetrics metrics;
    private final Duration bodyDeadline;
    private final WorkerPool coders;

    /**
     * @param loopback whether the server listens on a loopback address
     * @param cors which pages of other servers may ask
     * @param control finds out who asks
     * @param bodyDeadline from a request's headers to the end of its body
     * @param coders compress answers
     */
    public Endpoints(
            Router router,
            PrometheusRegistry registry,
            boolean loopback,
            Cors cors,
            AccessControl control,
            Duration bodyDeadline,
            WorkerPool coders) {
        this.router = router;
        this.control = control;
        this.guard = new RequestGuard(loopback, cors);
        this.bodyDeadline = bodyDeadline;
        this.coders = coders;
        this.metrics = new HttpMetrics(registry);
        router.route().handler(this::measure);
        router.route().handler(guard);
        router.route().failureHandler(this::fail);
    }

    /** All there are. Other routes come after them, and take no bodies. */
    public void add(List<Endpoint> endpoints) {
        Set<String> open = endpoints.stream()
                .filter(endpoint -> endpoint.role() == Role.ANYBODY)
                .map(Endpoint::path)
                .collect(Collectors.toSet());
        router.route().handler(new Admission(control, open));
        Map<String, List<Endpoint>> byPath = endpoints.stream()
                .collect(Collectors.groupingBy(Endpoint::path, LinkedHashMap::new, Collectors.toList()));
        byPath.forEach((path, there) -> router.route(path.replaceAll("\\{(\\w+)}", ":$1"))
                .handler(context -> {
                    context.put(ROUTE, path);
                    handle(asked(there, context), context);
                }));
        router.route().handler(context -> {
            Admission.check(context, isReading(context.request()) ? Role.READ : Role.ADMIN);
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
        Caller caller = Admission.check(context, endpoint.role());
        if (!isReading(request)) {
            guard.checkOrigin(request);
        }
        String query = request.query();
        Map<String, List<String>> parameters = QueryString.parse(query == null ? "" : query, endpoint.parameters());
        Coding coding = Coding.chosen(header(request, HttpHeaders.ACCEPT_ENCODING));
        Promise<Void> gone = Promise.promise();
        // Not the response's closeHandler: there is one of that, and the count of requests needs it too.
        context.addEndHandler(_ -> gone.tryComplete());
        body(endpoint, context)
                .compose(body -> endpoint.handler()
                        .handle(new Request(
                                request.method(),
                                context.pathParams(),
                                parameters,
                                header(request, HttpHeaders.ACCEPT),
                                coding,
                                header(request, HttpHeaders.IF_NONE_MATCH),
                                body,
                                caller,
                                request.remoteAddress().hostAddress(),
                                gone.future())))
                .compose(answer -> coded(answer, coding, gone.future()))
                .onSuccess(answer -> write(context, answer))
                .onFailure(context::fail);
    }

    private Future<Buffer> body(Endpoint endpoint, RoutingContext context) {
        if (endpoint.body().takes()) {
            return RequestBody.read(context, endpoint.body(), bodyDeadline);
        }
        RequestBody.refuse(context);
        return Future.succeededFuture(Buffer.buffer());
    }

    /** As it is where as much is coded already as may be at once: a larger answer is better than none. */
    private Future<Answer> coded(Answer answer, Coding coding, Future<Void> gone) {
        if (coding == Coding.IDENTITY || !ContentCoding.isCodable(answer)) {
            return Future.succeededFuture(answer);
        }
        return coders.run(() -> ContentCoding.apply(answer, coding), gone)
                .recover(failure -> failure instanceof OverloadedException
                        ? Future.succeededFuture(answer)
                        : Future.failedFuture(failure));
    }

    private static boolean isReading(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
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
                    isSent(end, context) ? context.response().getStatusCode() : HttpMetrics.CLIENT_GONE,
                    System.nanoTime() - start);
        });
        context.next();
    }

    /** With HTTP/2 that the stream was closed is told before that the answer ended, also where both are as they should be. */
    private static boolean isSent(AsyncResult<Void> end, RoutingContext context) {
        return end.succeeded()
                || (context.request().version() == HttpVersion.HTTP_2
                        && context.response().ended());
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
