package io.tributary.api.status;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Audit;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.status.Lifecycle.Configuration;
import io.tributary.api.status.Lifecycle.Refusal;
import io.vertx.core.Future;
import java.util.List;

/**
 * {@code /api/v1/status/config} shows what runs; {@code POST /-/reload} and {@code POST /-/quit} are Prometheus', and like there they
 * are answered only where {@code --web.enable-lifecycle} was given.
 */
public final class LifecyclePages {
    private final Lifecycle lifecycle;

    public LifecyclePages(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("/api/v1/status/config", List.of(), _ -> Future.succeededFuture(configuration())),
                Endpoint.action("/-/reload", this::reload),
                Endpoint.action("/-/quit", this::quit));
    }

    private Answer configuration() {
        Configuration running = lifecycle.configuration();
        return Json.answer(json -> {
            json.writeStartObject();
            json.writeStringField("file", running.file());
            json.writeStringField("yaml", running.yaml());
            Json.time(json, "loadedAt", running.loadedAt());
            Refusal error = running.lastError();
            if (error == null) {
                json.writeNullField("lastError");
            } else {
                json.writeObjectFieldStart("lastError");
                Json.time(json, "time", error.time());
                Json.strings(json, "problems", error.problems());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    private Future<Answer> reload(Request request) {
        checkEnabled("/-/reload");
        Future<List<String>> reading =
                Audit.of(request, "reload", lifecycle.reload(), problems -> problems.isEmpty() ? "done" : "refused");
        return reading.map(problems -> {
            if (!problems.isEmpty()) {
                throw new Problem(
                        ProblemType.BAD_TARGETS_FILE,
                        String.join("\n", problems),
                        "Correct the file and ask again. Until then everything goes on as it was.");
            }
            return Answer.text(200, "The configuration was read, and is in force.\n");
        });
    }

    private Future<Answer> quit(Request request) {
        checkEnabled("/-/quit");
        lifecycle.quit();
        Future<Answer> ending = Future.succeededFuture(Answer.text(200, "Tributary ends.\n"));
        return Audit.of(request, "quit", ending, _ -> "ends");
    }

    private void checkEnabled(String path) {
        if (!lifecycle.isEnabled()) {
            throw new Problem(
                    ProblemType.LIFECYCLE_DISABLED,
                    path + " is answered only by a daemon that was started with --web.enable-lifecycle",
                    "Start it with --web.enable-lifecycle; or send it SIGHUP to reload, SIGTERM to end.");
        }
    }
}
