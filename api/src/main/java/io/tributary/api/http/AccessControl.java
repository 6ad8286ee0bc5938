package io.tributary.api.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** Finds out who asks. Called on the event loop, for every request but those that anybody may make. */
public interface AccessControl {
    /** Completes on the request's event loop; fails with a {@link Problem} where the caller is not let in. */
    Future<Caller> caller(HttpServerRequest request);

    /**
     * Headers of every answer besides, but for those to requests that are answered before it matters who asks (a preflight, another's host
     * name, what is no HTTP). They replace what the server says in every answer by itself, and not what an answer says of its own.
     */
    Map<String, String> headers();
}
