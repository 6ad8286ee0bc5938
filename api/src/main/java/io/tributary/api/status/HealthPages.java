package io.tributary.api.status;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Role;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BooleanSupplier;

/** {@code /-/healthy} says that the process answers, {@code /-/ready} that it does its work. */
public final class HealthPages {
    private final BooleanSupplier ready;

    /** @param ready asked for every request, from the event loop */
    public HealthPages(BooleanSupplier ready) {
        this.ready = ready;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(
                                "/-/healthy",
                                List.of(),
                                _ -> Future.succeededFuture(Answer.text(200, "Tributary is healthy.\n")))
                        .of(Role.ANYBODY),
                new Endpoint("/-/ready", List.of(), _ -> Future.succeededFuture(readiness())).of(Role.ANYBODY));
    }

    private Answer readiness() {
        return ready.getAsBoolean()
                ? Answer.text(200, "Tributary is ready.\n")
                : Answer.text(503, "Tributary is starting or stopping.\n").with("Retry-After", "1");
    }
}
