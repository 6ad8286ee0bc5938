package io.tributary.api.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests through to the router that name a host and a path. It would answer the others itself, and not with a problem
 * document.
 */
public final class WellFormed implements Handler<HttpServerRequest> {
    private final Handler<HttpServerRequest> router;

    public WellFormed(Handler<HttpServerRequest> router) {
        this.router = router;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Problem problem = problem(request);
        if (problem == null) {
            router.handle(request);
        } else {
            InvalidRequests.refuse(request, problem);
        }
    }

    private static @Nullable Problem problem(HttpServerRequest request) {
        if (request.authority() == null && request.version() != HttpVersion.HTTP_1_0) {
            return new Problem(
                    ProblemType.MALFORMED_REQUEST,
                    "the request's Host header is missing or names no host",
                    "Send one Host header with the host and port of the URL.");
        }
        String path = request.path();
        if (path == null || !path.startsWith("/")) {
            return new Problem(
                    ProblemType.MALFORMED_REQUEST,
                    "the request asks for " + Text.shown(request.uri()) + ", which is no path",
                    "Ask for a path that begins with /; /openapi.yaml lists all there is.");
        }
        if (!isEncoded(path)) {
            return new Problem(
                    ProblemType.MALFORMED_REQUEST,
                    "in the path " + Text.shown(path) + " a percent sign is not followed by two hexadecimal digits",
                    "Write a percent sign as %25.");
        }
        return null;
    }

    private static boolean isEncoded(String path) {
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            if (at + 2 >= path.length()
                    || !HexFormat.isHexDigit(path.charAt(at + 1))
                    || !HexFormat.isHexDigit(path.charAt(at + 2))) {
                return false;
            }
        }
        return true;
    }
}
