package io.tributary.api.security;

import io.tributary.api.http.AccessControl;
import io.tributary.api.http.Caller;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Role;
import io.tributary.api.work.WorkerPool;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Holds requests against a {@link WebConfig}, which may be exchanged at any time, by any thread. */
public final class WebAccess implements AccessControl {
    private static final String FIX =
            "Ask with a user and password (curl -u USER) or a token (curl -H 'Authorization: Bearer TOKEN') that the server's"
                    + " web configuration has.";

    private record Rules(
            WebConfig config,
            @Nullable TokenBucket bucket,
            @Nullable Passwords passwords) {}

    private final WorkerPool workers;
    private volatile Rules rules;

    /** @param workers passwords are checked there, one at a time best: the rest of the machine has other work */
    public WebAccess(WebConfig config, WorkerPool workers) {
        this.workers = workers;
        this.rules = rules(config);
    }

    /** From the next request on. */
    public void use(WebConfig config) {
        rules = rules(config);
    }

    private static Rules rules(WebConfig config) {
        RateLimit limit = config.rateLimit();
        return new Rules(
                config,
                limit == null ? null : new TokenBucket(limit, System::nanoTime),
                config.users().isEmpty() ? null : new Passwords(config.users()));
    }

    @Override
    public Map<String, String> headers() {
        return rules.config().headers();
    }

    @Override
    public Future<Caller> caller(HttpServerRequest request) {
        Rules now = rules;
        if (now.bucket() != null && !now.bucket().take()) {
            return Future.failedFuture(new Problem(
                            ProblemType.RATE_LIMITED,
                            "the server answers only so many requests (rate_limit in its web configuration)",
                            "Ask again later, less often.")
                    .retryAfter(1));
        }
        WebConfig config = now.config();
        if (config.asksForCredentials()) {
            return byCredentials(request, config, now.passwords());
        }
        if (!config.knowsWhoAsks()) {
            return Future.succeededFuture(Caller.ANONYMOUS);
        }
        return byCertificate(request)
                .map(Future::succeededFuture)
                .orElseGet(
                        () -> Future.failedFuture(
                                new Problem(
                                        ProblemType.FORBIDDEN,
                                        "the client shows no certificate",
                                        "Ask with a client certificate (curl --cert CERT --key KEY) that the server's authorities vouch for.")));
    }

    private static Optional<Caller> byCertificate(HttpServerRequest request) {
        try {
            for (Certificate certificate : request.connection().peerCertificates()) {
                if (certificate instanceof X509Certificate x509) {
                    return Optional.of(new Caller("certificate " + CertificateNames.first(x509), Set.of(Role.ADMIN)));
                }
            }
        } catch (SSLPeerUnverifiedException _) {
            // There is none.
        }
        return Optional.empty();
    }

    private Future<Caller> byCredentials(HttpServerRequest request, WebConfig config, @Nullable Passwords passwords) {
        return switch (Credentials.of(request.headers().getAll(HttpHeaders.AUTHORIZATION))) {
            case Credentials.None _ -> refused(config, "the request does not say who makes it");
            case Credentials.Unreadable _ ->
                refused(config, "the Authorization header is neither Basic nor Bearer, or given twice");
            case Credentials.Bearer(String token) -> byToken(config, token);
            case Credentials.Basic(String name, String password) ->
                passwords == null
                        ? refused(config, "there are no users with passwords")
                        : byPassword(config, passwords, name, password);
        };
    }

    private static Future<Caller> byToken(WebConfig config, String presented) {
        byte[] digest = Token.sha256(presented);
        Caller bearer = null;
        // All of them, so that the time says nothing about which.
        for (Token token : config.tokens()) {
            if (token.is(digest)) {
                bearer = token.caller();
            }
        }
        return bearer == null ? refused(config, "there is no such token") : Future.succeededFuture(bearer);
    }

    private Future<Caller> byPassword(WebConfig config, Passwords passwords, String name, String password) {
        User known = passwords.known(name, password);
        if (known != null) {
            return Future.succeededFuture(known.caller());
        }
        return workers.run(() -> Optional.ofNullable(passwords.check(name, password)))
                .compose(user -> user.map(right -> Future.succeededFuture(right.caller()))
                        .orElseGet(() -> refused(config, "there is no such user, or the password is another")));
    }

    private static Future<Caller> refused(WebConfig config, String why) {
        String realm = " realm=\"Tributary\"";
        String challenge = config.users().isEmpty()
                ? "Bearer" + realm
                : "Basic" + realm + ", charset=\"UTF-8\"" + (config.tokens().isEmpty() ? "" : ", Bearer" + realm);
        return Future.failedFuture(
                new Problem(ProblemType.UNAUTHENTICATED, why, FIX).with("WWW-Authenticate", challenge));
    }
}
