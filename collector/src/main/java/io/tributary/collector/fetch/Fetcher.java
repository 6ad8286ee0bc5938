package io.tributary.collector.fetch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches profiles. Redirects are not followed, answers are not unpacked, connections are not kept. To be called on one
 * event loop, always the same; everything about a fetch happens there.
 */
public final class Fetcher {
    private final Vertx vertx;
    private final FetchOptions options;
    private final MemoryBudget budget;
    private final Sender sender;
    private final RequestHeaders headers;

    public Fetcher(Vertx vertx, FetchOptions options, MemoryBudget budget) {
        this.vertx = vertx;
        this.options = options;
        this.budget = budget;
        SecretFiles files = new SecretFiles(vertx);
        this.sender = new Sender(vertx, options, files);
        this.headers = new RequestHeaders(
                files, new OAuth2Tokens(files, new TokenEndpoint(vertx, sender, options.userAgent())));
    }

    /** Begins a fetch. */
    public Fetch fetch(FetchRequest request) {
        Fetch fetch = new Fetch(vertx, options.maxBytes(), budget.lease(), request.deadline());
        headers.of(request.http()).onComplete(ready -> {
            if (ready.failed()) {
                fetch.fail(ready.cause());
            } else if (!fetch.isOver()) {
                List<String> secrets = new ArrayList<>(ready.result().secrets());
                secrets.addAll(request.secrets());
                fetch.hide(secrets);
                send(request, ready.result(), fetch);
            }
        });
        return fetch;
    }

    private void send(FetchRequest request, RequestHeaders.Headers own, Fetch fetch) {
        own.values().set("User-Agent", options.userAgent()).set("Accept-Encoding", "gzip");
        if (!own.values().contains("Accept")) {
            own.values().set("Accept", "application/octet-stream, */*;q=0.1");
        }
        Outgoing out = new Outgoing(
                HttpMethod.GET,
                request.scheme(),
                request.address(),
                request.uri(),
                request.http().tls(),
                request.http().proxy(),
                request.http().http2(),
                own.values(),
                null);
        try {
            sender.send(out, fetch);
        } catch (RuntimeException e) {
            fetch.fail(e);
        }
    }

    public Future<Void> close() {
        return sender.close();
    }
}
