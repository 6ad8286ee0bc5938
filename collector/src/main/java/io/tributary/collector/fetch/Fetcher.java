package io.tributary.collector.fetch;

import io.tributary.collector.config.Credentials;
import io.tributary.collector.config.Scheme;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** Fetches profiles. Redirects are not followed, answers are not unpacked, connections are not kept. */
public final class Fetcher {
    /** Of one address. The schedule asks for one profile at a time, so more than a few is a mistake somewhere. */
    private static final int CONNECTIONS = 2;

    private static final int WAITING = 8;

    private final Vertx vertx;
    private final FetchOptions options;
    private final MemoryBudget budget;
    private final AuthorizationHeader authorization;
    private final HttpClientAgent client;

    public Fetcher(Vertx vertx, FetchOptions options, MemoryBudget budget) {
        this.vertx = vertx;
        this.options = options;
        this.budget = budget;
        this.authorization = new AuthorizationHeader(vertx);
        HttpClientOptions http = new HttpClientOptions()
                .setConnectTimeout((int) options.connectTimeout().toMillis())
                .setDecompressionSupported(false)
                // A connection that idled for an interval is often just being closed by the other side when it is used
                // again.
                .setKeepAlive(false)
                .setVerifyHost(true);
        this.client = vertx.httpClientBuilder()
                .with(http)
                // What goes wrong on a connection fails its request too; without a handler Vert.x would log it as an
                // error.
                .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING))
                .build();
    }

    /** Begins a fetch. To be called on an event loop; everything about it happens there. */
    public Fetch fetch(FetchRequest request) {
        Fetch fetch = new Fetch(vertx, options.maxBytes(), budget.lease(), request.deadline());
        RequestOptions http = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(request.address().host())
                .setPort(request.address().port())
                .setSsl(request.scheme() == Scheme.HTTPS)
                .setURI(request.uri())
                .setFollowRedirects(false)
                .putHeader("User-Agent", options.userAgent())
                .putHeader("Accept", "application/octet-stream, */*;q=0.1")
                .putHeader("Accept-Encoding", "gzip");
        Future<RequestOptions> ready = request.credentials() instanceof Credentials.None
                ? Future.succeededFuture(http)
                : authorization.of(request.credentials()).map(value -> http.putHeader("Authorization", value));
        ready.onComplete(prepared -> {
            if (prepared.failed()) {
                fetch.fail(prepared.cause());
            } else if (!fetch.isOver()) {
                open(prepared.result(), fetch);
            }
        });
        return fetch;
    }

    private void open(RequestOptions http, Fetch fetch) {
        try {
            client.request(http).onComplete(fetch::opened);
        } catch (RuntimeException e) {
            fetch.fail(e);
        }
    }

    public Future<Void> close() {
        return client.close();
    }
}
