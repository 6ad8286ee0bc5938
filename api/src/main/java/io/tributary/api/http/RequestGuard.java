package io.tributary.api.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What every request passes first: headers that keep a browser from doing more with an answer than showing it, and, on a
 * loopback address, no host names but {@code localhost}. The last stops a web page from reading a local Tributary through a
 * DNS name of its own that it points at 127.0.0.1.
 */
final class RequestGuard implements Handler<RoutingContext> {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");

    private final boolean loopback;
    private final Cors cors;

    RequestGuard(boolean loopback, Cors cors) {
        this.loopback = loopback;
        this.cors = cors;
    }

    @Override
    public void handle(RoutingContext context) {
        secure(context.response());
        HttpServerRequest request = context.request();
        checkHost(hosts(request));
        if (!cors.answers(request, context.response())) {
            context.next();
        }
    }

    /** HTTP/2 says it elsewhere. */
    private static List<String> hosts(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return request.version() == HttpVersion.HTTP_2 && authority != null
                ? List.of(authority.toString())
                : request.headers().getAll(HttpHeaders.HOST);
    }

    /** A browser says with all but GET which page it comes from; only our own, and those that are allowed to, may make us do something. */
    void checkOrigin(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        List<String> hosts = hosts(request);
        String host = hosts.isEmpty() ? "" : hosts.getFirst();
        if (origin != null
                && !origin.equals("http://" + host)
                && !origin.equals("https://" + host)
                && !cors.allows(origin)) {
            throw new Problem(
                    ProblemType.CROSS_ORIGIN,
                    "the request comes from a page of " + Text.shown(origin) + ", not from this server's",
                    "Send it without an Origin header, for instance with curl -X POST.");
        }
    }

    static void secure(HttpServerResponse response) {
        response.putHeader(HttpHeaders.DATE, HttpDate.now());
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader(ContentPolicy.HEADER, ContentPolicy.NOTHING);
        // What browsers that do not know frame-ancestors go by.
        response.putHeader("X-Frame-Options", "DENY");
        response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.putHeader("Referrer-Policy", "no-referrer");
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private void checkHost(List<String> hosts) {
        if (hosts.size() > 1) {
            throw new Problem(
                    ProblemType.MALFORMED_REQUEST,
                    "the request has more than one Host header",
                    "Send one Host header.");
        }
        if (loopback && !hosts.isEmpty() && !isLocal(hosts.getFirst())) {
            throw new Problem(
                    ProblemType.HOST_NOT_ALLOWED,
                    "this server listens on a loopback address and answers for localhost and IP addresses, not for "
                            + Text.shown(hosts.getFirst()),
                    "Ask for http://localhost or http://127.0.0.1 with the same port; to be reached under another name,"
                            + " let Tributary listen on an address that is not loopback (--web.listen-address).");
        }
    }

    private static boolean isLocal(String host) {
        String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        return name.equals("localhost") || IPV4.matcher(name).matches() || (name.startsWith("[") && name.endsWith("]"));
    }
}
