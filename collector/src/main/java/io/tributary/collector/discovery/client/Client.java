package io.tributary.collector.discovery.client;

import io.tributary.collector.fetch.FetchOptions;
import io.tributary.collector.fetch.HttpAccess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks one server. Connections are not kept, answers are not unpacked. Event loop only. */
public final class Client {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int CONNECTIONS = 64;
    private static final int WAITING = 64;

    private final Vertx vertx;
    private final Server server;
    private final String userAgent;
    private final List<String> hidden;
    private final HttpAccess access;
    private final HttpClientAgent client;

    /** @param hidden what must not be shown though the server sends it back, besides its credentials */
    public Client(Vertx vertx, Server server, String userAgent, List<String> hidden) {
        this.vertx = vertx;
        this.server = server;
        this.userAgent = userAgent;
        this.hidden = List.copyOf(hidden);
        this.access = new HttpAccess(vertx, FetchOptions.DEFAULT);
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setDecompressionSupported(false)
                        .setKeepAlive(false))
                .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING))
                .build();
    }

    /**
     * Asks for all of it.
     *
     * @param uri path and query
     * @param maxBytes of the answer's body
     * @param deadline for everything from the connect to the last byte
     */
    public Call get(String uri, Map<String, String> headers, int maxBytes, Duration deadline) {
        return call(uri, headers, maxBytes, deadline, null);
    }

    /**
     * Asks for what comes bit by bit.
     *
     * @param sink takes the body of a 200 piece by piece; nothing more is read until it is done with a piece
     */
    public Call stream(String uri, Map<String, String> headers, Duration deadline, Function<Buffer, Future<?>> sink) {
        return call(uri, headers, 0, deadline, sink);
    }

    public void close() {
        access.close();
        client.close();
    }

    private Call call(
            String uri,
            Map<String, String> headers,
            int maxBytes,
            Duration deadline,
            @Nullable Function<Buffer, Future<?>> sink) {
        Call call = new Call(vertx, maxBytes, deadline, sink);
        access.prepare(server.http(), server.isTls()).onComplete(prepared -> {
            if (prepared.failed()) {
                call.fail(prepared.cause());
            } else if (!call.isOver()) {
                call.hide(Stream.concat(prepared.result().secrets().stream(), hidden.stream())
                        .toList());
                open(request(uri, headers, prepared.result()), call);
            }
        });
        return call;
    }

    private RequestOptions request(String uri, Map<String, String> headers, HttpAccess.Prepared prepared) {
        String name = server.http().tls().serverName();
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(server.port(), server.host()))
                .setHost(name.isEmpty() || !server.isTls() ? server.host() : name)
                .setPort(server.port())
                .setSsl(server.isTls())
                .setURI(server.prefix() + uri)
                .setFollowRedirects(false)
                .setHeaders(prepared.headers())
                .putHeader("User-Agent", userAgent)
                .putHeader("Accept", "application/json");
        if (prepared.tls() != null) {
            request.setSslOptions(prepared.tls());
        }
        headers.forEach(request::putHeader);
        return request;
    }

    private void open(RequestOptions http, Call call) {
        try {
            client.request(http)
                    .map(request -> request.authority(HostAndPort.authority(server.host(), server.port())))
                    .onComplete(call::opened);
        } catch (RuntimeException e) {
            call.fail(e);
        }
    }
}
