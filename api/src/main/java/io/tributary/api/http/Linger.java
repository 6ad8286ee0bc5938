package io.tributary.api.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * The end of a connection whose client is answered while it still sends. Closed at once, what is underway to the server would have the client's
 * system throw the answer away (RFC 9112, section 9.6), and the client would report a broken connection where it was told what to change. So what
 * comes is dropped until the client has paused or had time enough.
 *
 * <p>On the event loop alone.
 */
final class Linger {
    private static final long TICK_MILLIS = 500;
    private static final int MOST_TICKS = 10;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private boolean heard;
    private int ticks;

    private Linger(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.request = request;
    }

    /** From the end of the answer on; to be called before the request's end. */
    static void after(RoutingContext context) {
        Linger linger = new Linger(context.vertx(), context.request());
        context.request().handler(_ -> linger.heard = true);
        // At the request's end Vert.x closes by itself.
        context.addEndHandler(_ -> context.vertx().setPeriodic(TICK_MILLIS, linger::tick));
    }

    private void tick(long timer) {
        ticks++;
        if (heard && ticks < MOST_TICKS && !request.isEnded()) {
            heard = false;
            return;
        }
        request.connection().close();
        vertx.cancelTimer(timer);
    }
}
