package io.tributary.api.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * Something that answers on one path.
 *
 * @param methods first the one that it is about: GET, with HEAD, or POST
 * @param path OpenAPI's form: {@code /api/v1/profiles/{id}}
 * @param parameters the query parameters it knows; any other is refused
 * @param mostBodyBytes of JSON that it takes as a request's body, 0 where it takes none
 * @param handler called on the event loop; throws or fails with a {@link Problem} when the request is wrong
 */
public record Endpoint(
        List<HttpMethod> methods, String path, List<Parameter> parameters, int mostBodyBytes, Handler handler) {
    public Endpoint {
        methods = List.copyOf(methods);
        parameters = List.copyOf(parameters);
    }

    /** One that answers GET and HEAD. */
    public Endpoint(String path, List<Parameter> parameters, Handler handler) {
        this(List.of(HttpMethod.GET, HttpMethod.HEAD), path, parameters, 0, handler);
    }

    /** One that does something, on POST, and takes no parameters. */
    public static Endpoint action(String path, Handler handler) {
        return taking(path, 0, handler);
    }

    /** One that does something with a body of JSON, on POST, and takes no parameters. */
    public static Endpoint taking(String path, int mostBodyBytes, Handler handler) {
        return new Endpoint(List.of(HttpMethod.POST), path, List.of(), mostBodyBytes, handler);
    }

    /** Answers a request whose parameters are all known. */
    @FunctionalInterface
    public interface Handler {
        Future<Answer> handle(Request request);
    }
}
