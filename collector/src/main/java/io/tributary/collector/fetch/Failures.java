package io.tributary.collector.fetch;

import io.netty.handler.codec.http.InvalidLineSeparatorException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in words that help and with a reason of the closed set. */
public final class Failures {
    private static final int LONGEST = 200;
    private static final int DEEPEST = 8;

    private final List<String> secrets;

    /** @param secrets to be shown nowhere, though what failed may name them */
    public Failures(List<String> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /**
     * The failure that an exception means.
     *
     * @param stage what the request was doing
     */
    public ScrapeException of(Throwable failure, Stage stage) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < DEEPEST; i++) {
            ScrapeException known = ofOne(cause, stage);
            if (known != null) {
                return known;
            }
            cause = cause.getCause();
        }
        return new ScrapeException(
                FailureReason.INTERNAL,
                "failed while " + stage.words() + ": " + failure.getClass().getSimpleName() + text(failure));
    }

    private @Nullable ScrapeException ofOne(Throwable cause, Stage stage) {
        return switch (cause) {
            case ScrapeException e -> e;
            case UnknownHostException e -> failure(FailureReason.DNS, "the name cannot be resolved" + text(e));
            case SSLException e ->
                failure(FailureReason.TLS, "no TLS connection" + text(TlsAdvice.root(e)) + TlsAdvice.of(e));
            case ProxyConnectException e -> failure(FailureReason.PROXY, "the proxy does not connect" + text(e));
            case TimeoutException _ -> failure(FailureReason.CONNECT_TIMEOUT, "timed out while " + stage.words());
            case NoRouteToHostException e -> failure(FailureReason.UNREACHABLE, "no route to the target" + text(e));
            case ConnectException e
            when says(e, "refused") ->
                failure(FailureReason.CONNECTION_REFUSED, "connection refused: nobody listens at the address");
            case ConnectException e
            when says(e, "timed out") -> failure(FailureReason.CONNECT_TIMEOUT, "timed out while " + stage.words());
            case ConnectException e -> failure(FailureReason.UNREACHABLE, "no connection" + text(e));
            case HttpClosedException _ -> closed(stage);
            case SocketException _ -> closed(stage);
            case StreamResetException _ -> closed(stage);
            case VertxException e when says(e, "closed") -> closed(stage);
            case ClosedChannelException _ -> closed(stage);
            case IOException e when says(e, "reset") -> closed(stage);
            case Http2Exception e -> notHttp(e);
            case TooLongHttpHeaderException e -> notHttp(e);
            case TooLongHttpLineException e -> notHttp(e);
            case InvalidLineSeparatorException e -> notHttp(e);
            case IllegalArgumentException e when stage.compareTo(Stage.CONNECTING) > 0 -> notHttp(e);
            default -> null;
        };
    }

    /** Another status than 200, with the first line of its text, which in Go says why. */
    ScrapeException ofStatus(HttpClientResponse response, Buffer body) {
        int status = response.statusCode();
        if (status >= 300 && status < 400) {
            String location = response.headers().get(HttpHeaders.LOCATION);
            return failure(
                    FailureReason.REDIRECT,
                    "answered " + status + ", a redirect" + (location == null ? "" : shown(location))
                            + ": redirects are not followed, correct the target or its path");
        }
        String type = String.valueOf(response.headers().get(HttpHeaders.CONTENT_TYPE));
        String said = type.startsWith("text/plain")
                ? clean(body.toString(StandardCharsets.UTF_8)
                        .strip()
                        .lines()
                        .findFirst()
                        .orElse(""))
                : "";
        String advice = switch (status) {
            case 401 -> "; the target wants basic_auth or authorization";
            case 403 -> "; the target does not allow it";
            case 404 -> "; is the path right, and net/http/pprof imported?";
            default -> "";
        };
        String phrase = clean(String.valueOf(response.statusMessage()));
        return failure(
                FailureReason.HTTP_STATUS,
                "answered " + status + " " + phrase + (said.isEmpty() ? "" : ": " + said) + advice);
    }

    /** One line without secrets and control characters, cut. */
    public String clean(String text) {
        StringBuilder out = new StringBuilder();
        Secrets.hide(text, secrets)
                .codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(out::appendCodePoint);
        return out.toString().strip();
    }

    /**
     * A redirect's aim without its query and user information, which may hold secrets. Where these begin cannot be told in what
     * is no URL, so of such a one nothing is shown.
     */
    private String shown(String location) {
        try {
            URI aim = new URI(location);
            if (aim.getRawPath() != null && (aim.getRawAuthority() == null || aim.getHost() != null)) {
                String port = aim.getPort() < 0 ? "" : ":" + aim.getPort();
                String server = aim.getHost() == null ? "" : "//" + aim.getHost() + port;
                return " to "
                        + clean((aim.getScheme() == null ? "" : aim.getScheme() + ":") + server + aim.getRawPath());
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        return " to what is no URL";
    }

    private ScrapeException notHttp(Exception e) {
        return failure(FailureReason.WRONG_FORMAT, "the answer is no HTTP" + text(e));
    }

    private static ScrapeException closed(Stage stage) {
        return switch (stage) {
            case READING ->
                failure(FailureReason.TRUNCATED, "the target closed the connection in the middle of the answer");
            // What is closed here was open: the handshake of TLS had begun.
            case CONNECTING ->
                failure(
                        FailureReason.UNREACHABLE,
                        "the target closed the connection while connecting; does it want a client certificate"
                                + " (tls_config.cert_file and key_file)?");
            default -> failure(FailureReason.UNREACHABLE, "the target closed the connection while " + stage.words());
        };
    }

    /** The network's exceptions differ in nothing but their text. */
    private static boolean says(Exception e, String word) {
        return String.valueOf(e.getMessage()).contains(word);
    }

    private static ScrapeException failure(FailureReason reason, String message) {
        return new ScrapeException(reason, message);
    }

    private String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "" : ": " + clean(message);
    }
}
