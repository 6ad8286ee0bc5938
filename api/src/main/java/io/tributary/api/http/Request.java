package io.tributary.api.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request whose query parameters are known to its endpoint.
 *
 * @param method what it is to be done with; of the answer to a HEAD the body is not sent
 * @param path values of the path's variables, decoded
 * @param query values of the query's parameters, decoded, in the order given
 * @param accept the Accept header, or the empty string
 * @param coding the content coding that the client likes best
 * @param ifNoneMatch the If-None-Match header, or the empty string
 * @param body whole, empty where the endpoint takes none
 * @param caller who asks
 * @param peer the address the request came from
 * @param gone completes when the client has hung up, or has its answer
 */
public record Request(
        HttpMethod method,
        Map<String, String> path,
        Map<String, List<String>> query,
        String accept,
        Coding coding,
        String ifNoneMatch,
        Buffer body,
        Caller caller,
        @Nullable String peer,
        Future<Void> gone) {
    /** A variable of the endpoint's path. */
    public String variable(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("the endpoint's path has no {" + name + "}");
        }
        return value;
    }

    /** The parameter's value, or null where it is not given. */
    public @Nullable String parameter(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.getFirst();
    }

    public String parameter(String name, String otherwise) {
        String value = parameter(name);
        return value == null ? otherwise : value;
    }

    /** All values of a repeatable parameter. */
    public List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** The values of all parameters that begin with a {@link Parameter#prefix}, by what follows it. */
    public Map<String, String> withPrefix(Parameter prefix) {
        Map<String, String> values = new LinkedHashMap<>();
        query.forEach((name, given) -> {
            if (prefix.isNamed(name)) {
                values.put(name.substring(prefix.name().length()), given.getFirst());
            }
        });
        return values;
    }

    /**
     * The one of some that the parameter's value is the word of; a {@link Problem} that lists them where it is none.
     *
     * @param otherwise where the parameter is not given
     * @param unknown what any other value is, to come after it: {@code is no format}
     */
    public <T> T oneOf(String name, Collection<T> all, Function<? super T, String> word, T otherwise, String unknown) {
        String given = parameter(name);
        if (given == null) {
            return otherwise;
        }
        return all.stream()
                .filter(each -> word.apply(each).equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.badParameter(
                        name,
                        Text.shown(given) + ' ' + unknown,
                        "There is: " + all.stream().map(word).collect(Collectors.joining(", ")) + "."));
    }

    /** The parameter's value; a {@link Problem} where it is missing or empty. */
    public String required(String name, String fix) {
        String value = parameter(name);
        if (value == null || value.isEmpty()) {
            throw new Problem(ProblemType.MISSING_PARAMETER, name + ": is needed here and is missing or empty", fix);
        }
        return value;
    }
}
