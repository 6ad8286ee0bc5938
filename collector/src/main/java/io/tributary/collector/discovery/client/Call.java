package io.tributary.collector.discovery.client;

import io.tributary.collector.fetch.Failures;
import io.tributary.collector.fetch.Stage;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request under way. It ends exactly once: with an answer, a failure, its deadline or {@link #cancel}. Event loop only.
 */
public final class Call {
    private static final int RESET_CANCEL = 8;
    private static final int ERROR_BYTES = 4 << 10;

    private final Vertx vertx;
    private final int maxBytes;
    private final @Nullable Function<Buffer, Future<?>> sink;
    private final Promise<Answer> promise = Promise.promise();
    private final Promise<Void> accepted = Promise.promise();
    private final long timer;
    private @Nullable HttpClientRequest request;
    private Failures failures = new Failures(List.of());
    private Stage stage = Stage.CREDENTIALS;
    private boolean over;

    /** @param sink takes the body of a 200 piece by piece; the next is read when it is done with one; null to gather it */
    Call(Vertx vertx, int maxBytes, Duration deadline, @Nullable Function<Buffer, Future<?>> sink) {
        this.vertx = vertx;
        this.maxBytes = maxBytes;
        this.sink = sink;
        this.timer = vertx.setTimer(
                Math.max(1, deadline.toMillis()),
                _ -> failWith(new IOException(
                        "not done after " + deadline.toMillis() / 1000.0 + " s: timed out while " + stage.words())));
        // Nobody may be interested in these; a failure is told by the answer.
        accepted.future().onFailure(_ -> {});
    }

    /** The answer, whatever its status; fails with a message that can be shown. */
    public Future<Answer> answer() {
        return promise.future();
    }

    /** Done when a 200 has come, before its body. Never done otherwise. */
    public Future<Void> accepted() {
        return accepted.future();
    }

    public void cancel() {
        failWith(new CancellationException("cancelled"));
    }

    boolean isOver() {
        return over;
    }

    /** There are credentials, which are shown in no failure though the server may send them back. */
    void hide(List<String> secrets) {
        failures = new Failures(secrets);
        stage = Stage.CONNECTING;
    }

    void opened(AsyncResult<HttpClientRequest> opened) {
        if (opened.failed()) {
            fail(opened.cause());
            return;
        }
        HttpClientRequest http = opened.result();
        http.exceptionHandler(this::fail);
        if (over) {
            http.reset(RESET_CANCEL);
            return;
        }
        request = http;
        stage = Stage.WAITING;
        http.response().onComplete(answered -> {
            if (answered.succeeded()) {
                read(answered.result());
            } else {
                fail(answered.cause());
            }
        });
        http.end();
    }

    /** Ends it with what went wrong in the network, in words that help. */
    void fail(Throwable cause) {
        failWith(failures.of(cause, stage));
    }

    private void failWith(Throwable cause) {
        if (over) {
            return;
        }
        end();
        if (request != null) {
            request.reset(RESET_CANCEL);
        }
        promise.fail(cause);
    }

    private void read(HttpClientResponse response) {
        if (over) {
            return;
        }
        stage = Stage.READING;
        boolean isOk = response.statusCode() == 200;
        Function<Buffer, Future<?>> taker = isOk ? sink : null;
        int most = isOk ? maxBytes : ERROR_BYTES;
        Buffer body = Buffer.buffer();
        response.exceptionHandler(this::fail);
        response.handler(chunk -> {
            if (over) {
                return;
            }
            if (taker != null) {
                response.pause();
                taker.apply(chunk).onComplete(taken -> {
                    if (taken.failed()) {
                        failWith(taken.cause());
                    }
                    response.resume();
                });
            } else if (chunk.length() <= most - body.length()) {
                body.appendBuffer(chunk);
            } else if (isOk) {
                failWith(new IOException("the answer has more than the " + most + " bytes allowed"));
            } else {
                finish(response, body);
            }
        });
        response.endHandler(_ -> finish(response, body));
        if (isOk) {
            accepted.tryComplete();
        }
    }

    private void finish(HttpClientResponse response, Buffer body) {
        if (over) {
            return;
        }
        end();
        String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
        String phrase = response.statusMessage() == null ? "" : response.statusMessage();
        promise.complete(new Answer(response.statusCode(), phrase, type == null ? "" : type.strip(), body, failures));
    }

    private void end() {
        over = true;
        vertx.cancelTimer(timer);
    }
}
