package io.tributary.api.status;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** {@code /}: what can be asked, for a person with a browser. No scripts, no styles, nothing from the request. */
public final class FirstPage {
    private static final String HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Tributary</title></head>
            <body>
            <h1>Tributary</h1>
            <p>The profiles of a fleet, kept by time and instance and merged on request.</p>
            <h2>Look around</h2>
            <ul>
            <li><a href="/api/v1/services">/api/v1/services</a>: services, their profile types and versions</li>
            <li><a href="/api/v1/targets">/api/v1/targets</a>: who is profiled, and how the last scrapes went</li>
            <li><a href="/api/v1/profiles">/api/v1/profiles</a>: what was stored in the last hour</li>
            <li><a href="/api/v1/captures">/api/v1/captures</a>: what was captured because somebody asked or an alert fired</li>
            <li><a href="/api/v1/traces">/api/v1/traces</a>: execution traces and other captures of the last hour, as they came</li>
            <li><a href="/metrics">/metrics</a>, <a href="/-/healthy">/-/healthy</a>, <a href="/-/ready">/-/ready</a></li>
            <li><a href="/openapi.yaml">/openapi.yaml</a>: every route and parameter</li>
            </ul>
            <h2>A merged profile</h2>
            <p>Put in a service of yours:</p>
            <pre>{origin}/api/v1/merge?service=SERVICE&amp;type=cpu&amp;from=now-1h
            go tool pprof '{origin}/api/v1/merge?service=SERVICE&amp;type=cpu&amp;from=now-1h'</pre>
            <h2>A profile to build with</h2>
            <pre>curl -fo default.pgo '{origin}/api/v1/pgo/SERVICE/default.pgo'
            go build -pgo=default.pgo ./...</pre>
            </body>
            </html>
            """;

    private final Supplier<String> origin;

    /** @param origin where this server is reached, for the commands on the page: {@code http://127.0.0.1:7171} */
    public FirstPage(Supplier<String> origin) {
        this.origin = origin;
    }

    public Endpoint endpoint() {
        return new Endpoint("/", List.of(), _ -> Future.succeededFuture(answer()));
    }

    private Answer answer() {
        byte[] page = HTML.replace("{origin}", origin.get()).getBytes(StandardCharsets.UTF_8);
        return Answer.ok("text/html; charset=utf-8", page);
    }
}
