package io.tributary.api.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;

/** Lets a request go on once it is known who makes it. A body that comes meanwhile waits. */
final class Admission implements Handler<RoutingContext> {
    private static final String CALLER = "tributary.caller";

    private final AccessControl control;
    private final Set<String> openPaths;

    /** @param openPaths where nobody is asked */
    Admission(AccessControl control, Set<String> openPaths) {
        this.control = control;
        this.openPaths = openPaths;
    }

    @Override
    public void handle(RoutingContext context) {
        // Last of all: what the configuration says of a header goes before what an answer says.
        context.addHeadersEndHandler(_ -> control.headers().forEach(context.response()::putHeader));
        if (openPaths.contains(context.normalizedPath())) {
            context.next();
            return;
        }
        Future<Caller> caller = control.caller(context.request());
        if (caller.isComplete()) {
            decided(caller, context);
            return;
        }
        HttpServerRequest request = context.request();
        request.pause();
        caller.onComplete(decision -> {
            decided(decision, context);
            // Not sooner: whoever reads the body has to be there when it flows.
            request.resume();
        });
    }

    private static void decided(AsyncResult<Caller> caller, RoutingContext context) {
        if (caller.succeeded()) {
            context.put(CALLER, caller.result());
            context.next();
        } else {
            context.fail(RequestBody.unread(context, caller.cause()));
        }
    }

    /** Who makes this request; fails where the role is not his. */
    static Caller check(RoutingContext context, Role role) {
        Caller caller = context.get(CALLER);
        if (caller != null && caller.may(role)) {
            return caller;
        }
        if (role == Role.ANYBODY) {
            return Caller.ANONYMOUS;
        }
        String need = role.name().toLowerCase(Locale.ROOT);
        throw RequestBody.unread(
                context,
                new Problem(
                        ProblemType.FORBIDDEN,
                        (caller == null ? "nobody" : caller.name()) + " has not the role " + need
                                + ", which this asks for",
                        "Ask as somebody who has it, or have it given to him in the web configuration (tributary.roles,"
                                + " tributary.bearer_tokens)."));
    }
}
