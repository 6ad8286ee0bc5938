package io.tributary.api.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * Something that answers on one path.
 *
 * @param methods first the one that it is about: GET, with HEAD, or POST, or DELETE
 * @param path OpenAPI's form: {@code /api/v1/profiles/{id}}
 * @param parameters the query parameters it knows; any other is refused
 * @param body what it takes as a request's body
 * @param role what its caller has to be, where callers are asked who they are
 * @param handler called on the event loop; throws or fails with a {@link Problem} when the request is wrong
 */
public record Endpoint(
        List<HttpMethod> methods, String path, List<Parameter> parameters, BodyRule body, Role role, Handler handler) {
    public Endpoint {
        methods = List.copyOf(methods);
        parameters = List.copyOf(parameters);
    }

    /** One that answers GET and HEAD, for who may read. */
    public Endpoint(String path, List<Parameter> parameters, Handler handler) {
        this(List.of(HttpMethod.GET, HttpMethod.HEAD), path, parameters, BodyRule.NONE, Role.READ, handler);
    }

    /** One that does something, on POST, and takes no parameters; for administrators. */
    public static Endpoint action(String path, Handler handler) {
        return posting(path, List.of(), BodyRule.NONE, handler);
    }

    /** One that does something with a body of JSON, on POST, and takes no parameters; for administrators. */
    public static Endpoint taking(String path, int mostBodyBytes, Handler handler) {
        return posting(path, List.of(), BodyRule.json(mostBodyBytes), handler);
    }

    /** One that answers POST, for administrators. */
    public static Endpoint posting(String path, List<Parameter> parameters, BodyRule body, Handler handler) {
        return new Endpoint(List.of(HttpMethod.POST), path, parameters, body, Role.ADMIN, handler);
    }

    /** The same for who has another role. */
    public Endpoint of(Role other) {
        return new Endpoint(methods, path, parameters, body, other, handler);
    }

    /** Answers a request whose parameters are all known. */
    @FunctionalInterface
    public interface Handler {
        Future<Answer> handle(Request request);
    }
}
