package io.tributary.api.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.work.AbandonedException;
import io.tributary.api.work.DeadlineException;
import io.tributary.api.work.OverloadedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts endpoints on a router: checks methods and parameters, writes answers, turns failures into problem documents and
 * counts. Other routes on the same router get the same checks, headers and counts.
 */
public final class Endpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final String ROUTE = "tributary.route";
    private static final String UNMATCHED = "unmatched";

    private final Router router;
    private final HttpMetrics metrics;

    /** @param loopback whether the server listens on a loopback address */
    public Endpoints(Router router, PrometheusRegistry registry, boolean loopback) {
        this.router = router;
        this.metrics = new HttpMetrics(registry);
        router.route().handler(this::measure);
        router.route().handler(new RequestGuard(loopback));
        router.route().failureHandler(this::fail);
    }

    public void add(Endpoint endpoint) {
        String path = endpoint.path().replaceAll("\\{(\\w+)}", ":$1");
        router.route(path).handler(context -> {
            context.put(ROUTE, endpoint.path());
            handle(endpoint, context);
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

    private static void handle(Endpoint endpoint, RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!endpoint.methods().contains(request.method())) {
            List<String> allowed =
                    endpoint.methods().stream().map(HttpMethod::name).toList();
            context.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
            throw new Problem(
                    ProblemType.METHOD_NOT_ALLOWED,
                    endpoint.path() + " does not take "
                            + Text.shown(request.method().name()),
                    "Use " + String.join(" or ", allowed) + ".");
        }
        if (request.method().equals(HttpMethod.POST)) {
            RequestGuard.checkOrigin(request);
        }
        String query = request.query();
        Map<String, List<String>> parameters = QueryString.parse(query == null ? "" : query, endpoint.parameters());
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        Promise<Void> gone = Promise.promise();
        // Not the response's closeHandler: there is one of that, and the count of requests needs it too.
        context.addEndHandler(_ -> gone.tryComplete());
        Future<Answer> answer = endpoint.handler()
                .handle(new Request(context.pathParams(), parameters, accept == null ? "" : accept, gone.future()));
        answer.onSuccess(done -> write(context, done)).onFailure(context::fail);
    }

    private static void write(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
        answer.headers().forEach(response::putHeader);
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(
                    HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length()));
            response.end();
        } else {
            response.end(answer.body());
        }
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
