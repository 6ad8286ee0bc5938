package io.tributary.api.http;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who did what, and what came of it: a line in the log for each, and never a secret in it. */
public final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("tributary.audit");

    private Audit() {}

    /**
     * The same future, with its line once it is complete.
     *
     * @param action what is done, in one word
     * @param outcome what came of it, for people
     */
    public static <T> Future<T> of(Request request, String action, Future<T> doing, Function<T, String> outcome) {
        return doing.onSuccess(done -> line(request, action, outcome.apply(done)))
                .onFailure(failure -> line(
                        request,
                        action,
                        "failed: "
                                + (failure instanceof Problem problem
                                        ? problem.detail()
                                        : failure.getClass().getSimpleName())));
    }

    private static void line(Request request, String action, String outcome) {
        LOG.info(
                "{} from {}: {}{}: {}",
                request.caller().name(),
                request.peer(),
                action,
                parameters(request.query()),
                Text.line(outcome));
    }

    private static String parameters(Map<String, List<String>> query) {
        return query.entrySet().stream()
                .flatMap(parameter ->
                        parameter.getValue().stream().map(value -> " " + parameter.getKey() + "=" + Text.shown(value)))
                .collect(Collectors.joining());
    }
}
