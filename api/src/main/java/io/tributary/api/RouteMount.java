package io.tributary.api;

import io.vertx.ext.web.Router;

/**
 * Routes that somebody else adds to the API's router, for instance {@code /debug/pprof}. They stand behind the same
 * checks (host, body size) and headers and are counted in the same metrics. Handlers run on the event loop and must not
 * block it; an answer has to begin within {@link ApiOptions#idleTimeout()}.
 */
@FunctionalInterface
public interface RouteMount {
    void mount(Router router);
}
