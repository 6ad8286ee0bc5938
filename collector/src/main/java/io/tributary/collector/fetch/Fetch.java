package io.tributary.collector.fetch;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request under way. It ends exactly once: with the body, a failure, its deadline or {@link #cancel}; whichever comes
 * first lets go of the connection, the timer and, but for the body, the memory. Event loop only.
 */
public final class Fetch {
    /** As much of an error's text as is read; its first line is what is shown. */
    private static final int ERROR_BYTES = 8 << 10;

    private final Vertx vertx;
    private final int maxBytes;
    private final MemoryBudget.Lease lease;
    private final Duration deadline;
    private final long end;
    private final Promise<Body> promise = Promise.promise();
    private final long timer;
    private final Chatter chatter = new Chatter(this::fail);
    private Failures failures = new Failures(List.of());
    private @Nullable HttpClientConnection connection;
    private Body.@Nullable Buffer buffer;
    private @Nullable Supplier<ScrapeException> refusal;
    private Stage stage = Stage.CREDENTIALS;
    private int status;
    private long received;
    private boolean over;

    Fetch(Vertx vertx, int maxBytes, MemoryBudget.Lease lease, Duration deadline) {
        this.vertx = vertx;
        this.maxBytes = maxBytes;
        this.lease = lease;
        this.deadline = deadline;
        this.end = System.nanoTime() + deadline.toNanos();
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
        fail(new ScrapeException(FailureReason.CANCELLED, "cancelled: the target is not scraped any more"));
    }

    /** The answer's status, 0 before it. */
    int status() {
        return status;
    }

    boolean isOver() {
        return over;
    }

    /** Until the deadline. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    void enter(Stage next) {
        stage = next;
    }

    /** From now on these are shown in no failure, though the server may send them back. */
    void hide(List<String> secrets) {
        failures = new Failures(secrets);
    }

    void connected(HttpClientConnection opened) {
        // What goes wrong on a connection fails its request too; without a handler Vert.x would log it as an error.
        opened.exceptionHandler(_ -> {});
        if (over) {
            opened.close();
            return;
        }
        connection = opened;
        if (opened.protocolVersion() == HttpVersion.HTTP_2) {
            chatter.watch(opened);
        }
    }

    void send(HttpClientRequest request, @Nullable Buffer body) {
        if (over) {
            return;
        }
        stage = Stage.WAITING;
        request.exceptionHandler(this::fail);
        chatter.watch(request);
        request.response().onComplete(answered -> {
            if (answered.succeeded()) {
                answered(answered.result());
            } else {
                fail(answered.cause());
            }
        });
        if (body == null) {
            request.end();
        } else {
            request.end(body);
        }
    }

    void fail(Throwable cause) {
        if (over) {
            return;
        }
        end();
        if (buffer != null) {
            buffer.letGo();
        }
        lease.release();
        promise.fail(failures.of(cause, stage));
    }

    private void end() {
        over = true;
        vertx.cancelTimer(timer);
        if (connection != null) {
            connection.close();
        }
    }

    private void expired() {
        if (refusal != null) {
            // The status says more than that its text did not end.
            fail(refusal.get());
            return;
        }
        String got = received > 0 ? ", " + received + " bytes had come" : "";
        fail(new ScrapeException(
                stage.timeout(),
                "not done after " + deadline.toMillis() / 1000.0 + " s: timed out while " + stage.words() + got));
    }

    private void answered(HttpClientResponse response) {
        if (over) {
            return;
        }
        status = response.statusCode();
        response.exceptionHandler(this::fail);
        if (status != 200) {
            readError(response);
            return;
        }
        String type = String.valueOf(response.headers().get(HttpHeaders.CONTENT_TYPE));
        if (type.strip().toLowerCase(Locale.ROOT).startsWith("text/html")) {
            fail(new ScrapeException(
                    FailureReason.WRONG_FORMAT,
                    "answered 200 with a page of HTML, not a profile: a login page? Correct the credentials, the path"
                            + " or the proxy"));
            return;
        }
        String coding = response.headers().get(HttpHeaders.CONTENT_ENCODING);
        String word = coding == null ? "identity" : coding.strip().toLowerCase(Locale.ROOT);
        if (!word.equals("identity") && !word.equals("gzip") && !word.equals("x-gzip")) {
            fail(new ScrapeException(
                    FailureReason.WRONG_FORMAT,
                    "the answer's Content-Encoding is " + failures.clean(word) + ", not gzip"));
            return;
        }
        readBody(response, !word.equals("identity"));
    }

    private void readBody(HttpClientResponse response, boolean gzipCoded) {
        stage = Stage.READING;
        Body.Buffer body = new Body.Buffer(maxBytes, lease);
        buffer = body;
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
                chatter.chunk(received);
                body.append(chunk);
            } catch (ScrapeException e) {
                fail(e);
            }
        });
        response.endHandler(_ -> {
            if (over) {
                return;
            }
            if (body.length() == 0) {
                fail(new ScrapeException(FailureReason.EMPTY, "the answer is empty: 200 and not one byte"));
                return;
            }
            end();
            promise.complete(body.finish(gzipCoded));
        });
    }

    private void readError(HttpClientResponse response) {
        stage = Stage.READING;
        Buffer text = Buffer.buffer();
        Supplier<ScrapeException> said = () -> failures.ofStatus(response, text);
        refusal = said;
        response.exceptionHandler(_ -> fail(said.get()));
        response.endHandler(_ -> fail(said.get()));
        response.handler(chunk -> {
            received += chunk.length();
            text.appendBuffer(chunk, 0, Math.min(chunk.length(), ERROR_BYTES - text.length()));
            if (text.length() >= ERROR_BYTES) {
                fail(said.get());
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
