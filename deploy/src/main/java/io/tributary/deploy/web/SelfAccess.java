package io.tributary.deploy.web;

import io.tributary.api.RouteMount;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A way in for the daemon alone, to profile itself where its server asks everybody for a certificate or a password, or may do so once
 * its web configuration is changed: a port of the loopback address, and a token that is made up at the start and kept nowhere.
 */
public final class SelfAccess {
    private static final String HOST = "127.0.0.1";
    private static final int TOKEN_BYTES = 32;

    private final String token;

    public SelfAccess() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
    }

    /** Listens, until Vert.x is closed; gives the port. */
    public Future<Integer> listen(Vertx vertx, RouteMount profiles) {
        Router router = Router.router(vertx);
        router.route().handler(this::check);
        profiles.mount(router);
        return vertx.createHttpServer().requestHandler(router).listen(0, HOST).map(listening -> listening.actualPort());
    }

    public String host() {
        return HOST;
    }

    /** A secret: for the daemon's own target. */
    public String token() {
        return token;
    }

    private void check(RoutingContext context) {
        String given = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        byte[] wanted = ("Bearer " + token).getBytes(StandardCharsets.US_ASCII);
        if (given != null && MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8))) {
            context.next();
        } else {
            context.response().setStatusCode(401).end();
        }
    }
}
