package io.tributary.api.http;

import io.tributary.api.work.AbandonedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of a request: JSON, in bounds of length and time; what is refused is not read to its end, and its connection is closed. */
final class RequestBody {
    private static final String JSON = "application/json";

    private RequestBody() {}

    /** For routes that take none. */
    static void refuse(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null || (length != null && !length.equals("0"))) {
            throw unread(
                    context,
                    new Problem(
                            ProblemType.BODY_TOO_LARGE,
                            "the request comes with a body, and this route takes none",
                            "Send the request without a body."));
        }
    }

    /**
     * To be called before anything else waits, or parts of the body are missed.
     *
     * @param deadline from now to the last byte
     */
    static Future<Buffer> read(RoutingContext context, int mostBytes, Duration deadline) {
        HttpServerRequest request = context.request();
        checkKind(context);
        if (declared(request.getHeader(HttpHeaders.CONTENT_LENGTH)) > mostBytes) {
            throw unread(context, tooLarge(mostBytes));
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        Promise<Buffer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= mostBytes) {
                body.appendBuffer(chunk);
            } else if (!read.future().isComplete()) {
                read.fail(unread(context, tooLarge(mostBytes)));
            }
        });
        request.endHandler(_ -> read.tryComplete(body));
        request.exceptionHandler(_ -> read.tryFail(new AbandonedException()));
        long timer = context.vertx().setTimer(deadline.toMillis(), _ -> {
            if (!read.future().isComplete()) {
                read.fail(unread(
                        context,
                        new Problem(
                                ProblemType.BODY_TOO_SLOW,
                                "the body was not there within " + deadline.toSeconds() + " s",
                                "Send it again, over a better connection.")));
            }
        });
        return read.future().onComplete(_ -> context.vertx().cancelTimer(timer));
    }

    private static void checkKind(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!media.equals(JSON)) {
            throw unread(
                    context,
                    new Problem(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            type == null
                                    ? "the request does not say what its body is"
                                    : "the body is " + Text.shown(type) + ", and this route takes " + JSON,
                            "Send JSON with the header Content-Type: " + JSON + "; with curl, use --json."));
        }
        String coding = context.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw unread(
                    context,
                    new Problem(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "the body is coded with " + Text.shown(coding) + ", and this route takes it plain",
                            "Send it without Content-Encoding."));
        }
    }

    private static long declared(@Nullable String length) {
        // Longer numbers, and what is none, are refused by the HTTP decoder.
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private static Problem tooLarge(int mostBytes) {
        return new Problem(
                ProblemType.BODY_TOO_LARGE,
                "the body is larger than " + mostBytes + " bytes, the most that this route takes",
                "Send less at once; for Alertmanager's webhook, set max_alerts.");
    }

    private static Problem unread(RoutingContext context, Problem problem) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        // Vert.x itself would first read the body to its end.
        context.addEndHandler(_ -> context.request().connection().close());
        return problem;
    }
}
