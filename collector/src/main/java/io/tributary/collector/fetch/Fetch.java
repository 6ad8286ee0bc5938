package io.tributary.collector.fetch;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request under way. It ends exactly once: with the body, a failure, its deadline or {@link #cancel}; whichever comes
 * first lets go of the connection, the timer and, but for the body, the memory. Event loop only.
 */
public final class Fetch {
    /** As much of an error's text as is read; its first line is what is shown. */
    private static final int ERROR_BYTES = 1 << 10;

    private static final int RESET_CANCEL = 8;

    private final Vertx vertx;
    private final int maxBytes;
    private final MemoryBudget.Lease lease;
    private final Duration deadline;
    private final Promise<Body> promise = Promise.promise();
    private final long timer;
    private @Nullable HttpClientRequest request;
    private @Nullable Supplier<ScrapeException> refusal;
    private String stage = "connecting";
    private long received;
    private boolean over;

    Fetch(Vertx vertx, int maxBytes, MemoryBudget.Lease lease, Duration deadline) {
        this.vertx = vertx;
        this.maxBytes = maxBytes;
        this.lease = lease;
        this.deadline = deadline;
        // A drip feed outlives a request's own timeout.
        this.timer = vertx.setTimer(Math.max(1, deadline.toMillis()), _ -> expired());
    }

    /** The body, or a {@link ScrapeException}. */
    public Future<Body> body() {
        return promise.future();
    }

    /** Bytes of the answer's body read so far. */
    public long received() {
        return received;
    }

    public void cancel() {
        fail(new ScrapeException(FailureReason.CANCELLED, "cancelled: the collector is stopping"));
    }

    boolean isOver() {
        return over;
    }

    void opened(AsyncResult<HttpClientRequest> opened) {
        if (opened.failed()) {
            fail(opened.cause());
            return;
        }
        HttpClientRequest http = opened.result();
        if (over) {
            http.reset(RESET_CANCEL);
            return;
        }
        request = http;
        stage = "waiting for the answer";
        http.exceptionHandler(this::fail);
        http.response().onComplete(answered -> {
            if (answered.succeeded()) {
                answered(answered.result());
            } else {
                fail(answered.cause());
            }
        });
        http.end();
    }

    void fail(Throwable cause) {
        if (over) {
            return;
        }
        end();
        lease.release();
        if (request != null) {
            request.reset(RESET_CANCEL);
        }
        promise.fail(Failures.of(cause, stage));
    }

    private void end() {
        over = true;
        vertx.cancelTimer(timer);
    }

    private void expired() {
        if (refusal != null) {
            // The status says more than that its text did not end.
            fail(refusal.get());
            return;
        }
        FailureReason reason = stage.equals("connecting") ? FailureReason.CONNECT_TIMEOUT : FailureReason.TIMEOUT;
        String got = received > 0 ? ", " + received + " bytes had come" : "";
        fail(new ScrapeException(
                reason, "not done after " + deadline.toMillis() / 1000.0 + " s: timed out while " + stage + got));
    }

    private void answered(HttpClientResponse response) {
        if (over) {
            return;
        }
        response.exceptionHandler(this::fail);
        if (response.statusCode() != 200) {
            readError(response);
            return;
        }
        String coding = response.headers().get(HttpHeaders.CONTENT_ENCODING);
        String word = coding == null ? "identity" : coding.strip().toLowerCase(Locale.ROOT);
        if (!word.equals("identity") && !word.equals("gzip") && !word.equals("x-gzip")) {
            fail(new ScrapeException(
                    FailureReason.WRONG_FORMAT,
                    "the answer's Content-Encoding is " + Failures.clean(word) + ", not gzip"));
            return;
        }
        readBody(response, !word.equals("identity"));
    }

    private void readBody(HttpClientResponse response, boolean gzipCoded) {
        stage = "reading the answer";
        Body.Buffer buffer = new Body.Buffer(maxBytes, lease);
        if (contentLength(response) > maxBytes) {
            fail(Body.tooLarge(maxBytes));
            return;
        }
        response.handler(chunk -> {
            if (over) {
                return;
            }
            received += chunk.length();
            try {
                buffer.append(chunk);
            } catch (ScrapeException e) {
                fail(e);
            }
        });
        response.endHandler(_ -> {
            if (over) {
                return;
            }
            if (buffer.length() == 0) {
                fail(new ScrapeException(FailureReason.EMPTY, "the answer is empty: 200 and not one byte"));
                return;
            }
            end();
            promise.complete(buffer.finish(gzipCoded));
        });
    }

    private void readError(HttpClientResponse response) {
        stage = "reading the answer";
        Buffer text = Buffer.buffer();
        Supplier<ScrapeException> status = () -> Failures.ofStatus(response, text);
        refusal = status;
        response.exceptionHandler(_ -> fail(status.get()));
        response.endHandler(_ -> fail(status.get()));
        response.handler(chunk -> {
            received += chunk.length();
            text.appendBuffer(chunk, 0, Math.min(chunk.length(), ERROR_BYTES - text.length()));
            if (text.length() >= ERROR_BYTES) {
                fail(status.get());
            }
        });
    }

    private static long contentLength(HttpClientResponse response) {
        String value = response.headers().get(HttpHeaders.CONTENT_LENGTH);
        try {
            return value == null ? 0 : Long.parseLong(value.strip());
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
