package io.tributary.api.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** Finds out who asks. Called on the event loop, for every request but those that anybody may make. */
public interface AccessControl {
    /** Completes on the request's event loop; fails with a {@link Problem} where the caller is not let in. */
    Future<Caller> caller(HttpServerRequest request);

    /** What every answer says besides; may replace the headers that it would have otherwise. */
    Map<String, String> headers();
}
