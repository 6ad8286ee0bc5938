package io.tributary.collector.fetch;

import io.tributary.collector.config.Address;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import javax.net.ssl.SSLException;

/**
 * Opens connections. Of a name with several addresses one after the other is tried, each with its share of the time that is
 * left, as Go's dialer does. Event loop only.
 */
final class Connector {
    private static final int MOST_ADDRESSES = 8;

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final Duration connectTimeout;

    Connector(Vertx vertx, HttpClientAgent client, Duration connectTimeout) {
        this.vertx = vertx;
        this.client = client;
        this.connectTimeout = connectTimeout;
    }

    /**
     * Connects to where {@code options} say by their proxy, which resolves the name.
     *
     * @param to the server behind it
     */
    Future<HttpClientConnection> tunnel(Address to, HttpConnectOptions options) {
        return client.connect(options.setServer(SocketAddress.inetSocketAddress(to.port(), to.host())));
    }

    /** Connects to the address itself. What comes too late for the fetch is closed. */
    Future<HttpClientConnection> connect(Address to, HttpConnectOptions options, Fetch fetch) {
        fetch.enter(Stage.RESOLVING);
        // The only resolver that knows all addresses, the hosts file and the search domains; it is no part of the API
        // proper.
        Future<List<InetSocketAddress>> addresses =
                ((VertxInternal) vertx).nameResolver().resolveAll(to.host());
        return addresses.compose(all -> {
            Promise<HttpClientConnection> promise = Promise.promise();
            if (!fetch.isOver()) {
                fetch.enter(Stage.CONNECTING);
                Queue<SocketAddress> queue = new ArrayDeque<>();
                all.stream()
                        .limit(MOST_ADDRESSES)
                        .map(each -> new InetSocketAddress(each.getAddress(), to.port()))
                        .map(SocketAddress::inetSocketAddress)
                        .forEach(queue::add);
                new Attempts(queue, options, fetch, promise).next();
            }
            return promise.future();
        });
    }

    /** One connection from several addresses: the first that is open counts. */
    private final class Attempts {
        private final Queue<SocketAddress> left;
        private final HttpConnectOptions options;
        private final Fetch fetch;
        private final Promise<HttpClientConnection> promise;
        private int underWay;

        Attempts(
                Queue<SocketAddress> left,
                HttpConnectOptions options,
                Fetch fetch,
                Promise<HttpClientConnection> promise) {
            this.left = left;
            this.options = options;
            this.fetch = fetch;
            this.promise = promise;
        }

        void next() {
            SocketAddress server = left.poll();
            if (server == null || fetch.isOver() || promise.future().isComplete()) {
                return;
            }
            underWay++;
            // The last one has all the time that is left.
            long share = Math.min(
                    connectTimeout.toMillis(), Math.max(1, fetch.remaining().toMillis() / (left.size() + 1)));
            long timer = left.isEmpty() ? -1 : vertx.setTimer(share, _ -> next());
            client.connect(new HttpConnectOptions(options).setServer(server)).onComplete(connected -> {
                underWay--;
                boolean inTime = vertx.cancelTimer(timer);
                if (connected.succeeded()) {
                    if (fetch.isOver() || !promise.tryComplete(connected.result())) {
                        connected.result().close();
                    }
                } else if (connected.cause() instanceof SSLException || (left.isEmpty() && underWay == 0)) {
                    promise.tryFail(connected.cause());
                } else if (inTime) {
                    next();
                }
            });
        }
    }
}
