package io.tributary.api.http;

import io.vertx.core.Future;
import java.util.List;

/**
 * Something that answers GET and HEAD on one path.
 *
 * @param path OpenAPI's form: {@code /api/v1/profiles/{id}}
 * @param parameters the query parameters it knows; any other is refused
 * @param handler called on the event loop; throws or fails with a {@link Problem} when the request is wrong
 */
public record Endpoint(String path, List<Parameter> parameters, Handler handler) {
    public Endpoint {
        parameters = List.copyOf(parameters);
    }

    /** Answers a request whose parameters are all known. */
    @FunctionalInterface
    public interface Handler {
        Future<Answer> handle(Request request);
    }
}
