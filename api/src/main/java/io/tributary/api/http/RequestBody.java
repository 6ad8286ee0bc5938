package io.tributary.api.http;

import io.tributary.api.work.AbandonedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of a request, in bounds of length and time; what is refused is not kept, and its connection is closed. */
final class RequestBody {
    private static final int RETRY_SECONDS = 2;

    private RequestBody() {}

    /** For routes that take none. */
    static void refuse(RoutingContext context) {
        if (isThere(context.request())) {
            throw unread(
                    context,
                    new Problem(
                            ProblemType.BODY_TOO_LARGE,
                            "the request comes with a body, and this route takes none",
                            BodyRule.NONE.fix()));
        }
    }

    private static boolean isThere(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null || (length != null && !length.equals("0"));
    }

    /**
     * To be called before anything else waits, or parts of the body are missed.
     *
     * @param deadline from now to the last byte
     */
    static Future<Buffer> read(RoutingContext context, BodyRule rule, Duration deadline) {
        HttpServerRequest request = context.request();
        checkKind(context, rule);
        if (declared(request.getHeader(HttpHeaders.CONTENT_LENGTH)) > rule.mostBytes()) {
            throw unread(context, tooLarge(rule));
        }
        Lease lease = new Lease(rule.budget());
        context.addEndHandler(_ -> lease.release());
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        Promise<Buffer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (read.future().isComplete()) {
                return;
            }
            if (body.length() + chunk.length() > rule.mostBytes()) {
                read.fail(unread(context, tooLarge(rule)));
            } else if (lease.grow(chunk.length())) {
                body.appendBuffer(chunk);
            } else {
                read.fail(unread(context, noRoom()));
            }
        });
        request.endHandler(_ -> read.tryComplete(body));
        request.exceptionHandler(failure -> {
            if (!read.future().isComplete()) {
                read.fail(isGone(failure) ? new AbandonedException() : unread(context, malformed()));
            }
        });
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

    /** Whether the connection or stream is over; all else is the HTTP decoder's, and the client is there to be told. */
    private static boolean isGone(Throwable failure) {
        return failure instanceof IOException || failure instanceof VertxException;
    }

    private static void checkKind(RoutingContext context, BodyRule rule) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type == null ? !rule.undeclared() : !rule.mediaTypes().contains(media)) {
            throw unread(
                    context,
                    new Problem(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            type == null
                                    ? "the request does not say what its body is"
                                    : "the body is " + Text.shown(type) + ", and this route takes "
                                            + String.join(" or ", rule.mediaTypes()),
                            rule.fix()));
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

    private static Problem noRoom() {
        return new Problem(
                        ProblemType.OVERLOADED,
                        "as many bytes of bodies are being worked on as this server allows",
                        "Send it again in a moment, fewer at once.")
                .retryAfter(RETRY_SECONDS);
    }

    private static Problem malformed() {
        return new Problem(
                ProblemType.MALFORMED_REQUEST,
                "the body cannot be read: its chunks are not as HTTP/1.1 has them, or have too long extensions or trailers",
                "Send it with a Content-Length, or each chunk after its size in hexadecimal digits.");
    }

    private static Problem tooLarge(BodyRule rule) {
        return new Problem(
                ProblemType.BODY_TOO_LARGE,
                "the body is larger than " + rule.mostBytes() + " bytes, the most that this route takes",
                rule.smaller());
    }

    /** Fails with what it is given; where there is a body, nothing more of it is read. */
    static <T extends Throwable> T unread(RoutingContext context, T problem) {
        HttpServerRequest request = context.request();
        if (!isThere(request) || request.version() == HttpVersion.HTTP_2) {
            // Of many streams on a connection it is one: what still comes on it is dropped.
            return problem;
        }
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        Linger.after(context);
        return problem;
    }

    /** What a body takes of a budget; on the event loop alone. */
    private static final class Lease {
        private final @Nullable ByteBudget budget;
        private long taken;

        Lease(@Nullable ByteBudget budget) {
            this.budget = budget;
        }

        boolean grow(long bytes) {
            if (budget == null) {
                return true;
            }
            if (!budget.take(bytes)) {
                return false;
            }
            taken += bytes;
            return true;
        }

        void release() {
            if (budget != null) {
                budget.giveBack(taken);
                taken = 0;
            }
        }
    }
}
