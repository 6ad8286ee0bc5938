package io.tributary.api.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Answers what cannot be parsed as HTTP or is larger than the limits, and closes the connection. */
public final class InvalidRequests implements Handler<HttpServerRequest> {
    private final int urlBytes;
    private final int headerBytes;

    /** The limits that the server was given, to name them. */
    public InvalidRequests(int urlBytes, int headerBytes) {
        this.urlBytes = urlBytes;
        this.headerBytes = headerBytes;
    }

    @Override
    public void handle(HttpServerRequest request) {
        refuse(request, problem(request.decoderResult().cause()));
    }

    /** Answers before any route has, and closes the connection. */
    static void refuse(HttpServerRequest request, Problem problem) {
        HttpServerResponse response = request.response();
        RequestGuard.secure(response);
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        AnswerWriter.write(request, problem.answer())
                .onComplete(_ -> request.connection().close());
    }

    private Problem problem(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ ->
                new Problem(
                        ProblemType.URL_TOO_LONG,
                        "the request line is longer than " + urlBytes + " bytes",
                        "Use fewer or shorter match selectors; a regular expression can stand for many names.");
            case TooLongHttpHeaderException _ ->
                new Problem(
                        ProblemType.HEADERS_TOO_LARGE,
                        "the request's headers are larger than " + headerBytes + " bytes",
                        "Send fewer or smaller headers, cookies above all.");
            case null, default ->
                new Problem(
                        ProblemType.MALFORMED_REQUEST,
                        "this cannot be read as an HTTP request",
                        "Speak HTTP/1.1, without TLS, on this port.");
        };
    }
}
