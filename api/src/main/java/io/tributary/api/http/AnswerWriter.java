package io.tributary.api.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Sends answers: what is streamed or large only as fast as the client takes it. */
final class AnswerWriter {
    /** The transport copies what it is given for each connection: of what is larger it gets a slice after the other. */
    private static final int AT_ONCE_BYTES = 256 * 1024;

    private static final int SLICE_BYTES = 64 * 1024;

    private final HttpServerResponse response;
    private final Answer answer;
    private final Promise<Void> done = Promise.promise();
    private long left;

    private AnswerWriter(HttpServerResponse response, Answer answer) {
        this.response = response;
        this.answer = answer;
        this.left = answer.body().length();
    }

    /** Completes when everything is handed to the connection; fails when a streamed body does, maybe before anything was sent. */
    static Future<Void> write(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        AnswerWriter writer = new AnswerWriter(response, answer);
        if (answer.status() == 304) {
            writer.head();
            return response.end();
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            writer.head();
            writer.length();
            return response.end();
        }
        return switch (answer.body()) {
            case Answer.Whole whole -> {
                writer.head();
                if (writer.left <= AT_ONCE_BYTES) {
                    yield response.end(whole.bytes());
                }
                writer.length();
                writer.slices(whole.bytes());
                yield writer.done.future();
            }
            case Answer.Streamed streamed -> {
                writer.next(streamed.chunks());
                yield writer.done.future();
            }
        };
    }

    private void head() {
        response.setStatusCode(answer.status());
        if (!answer.contentType().isEmpty()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
        }
        answer.headers().forEach(response::putHeader);
        if (ContentCoding.varies(answer)) {
            response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
    }

    private void length() {
        response.putHeader(
                HttpHeaders.CONTENT_LENGTH, Long.toString(answer.body().length()));
    }

    /** As many as the connection takes, and the others when it has room again. */
    private void slices(Buffer whole) {
        response.drainHandler(null);
        while (!response.closed()) {
            int from = Math.toIntExact(whole.length() - left);
            int length = (int) Math.min(left, SLICE_BYTES);
            Buffer slice = whole.slice(from, from + length);
            left -= length;
            if (left == 0) {
                response.end(slice).onComplete(done);
                return;
            }
            response.write(slice);
            if (response.writeQueueFull()) {
                response.drainHandler(_ -> slices(whole));
                return;
            }
        }
        done.tryComplete();
    }

    private void next(Answer.Chunks chunks) {
        chunks.next().onSuccess(chunk -> send(chunk, chunks)).onFailure(done::tryFail);
    }

    private void send(Buffer chunk, Answer.Chunks chunks) {
        if (response.closed()) {
            done.tryComplete();
            return;
        }
        if (!response.headWritten()) {
            // Not sooner: until the first part is there, there may still be an error to answer.
            head();
            length();
        }
        left -= chunk.length();
        if (left == 0) {
            response.end(chunk).onComplete(done);
            return;
        }
        response.write(chunk);
        if (response.writeQueueFull()) {
            response.drainHandler(_ -> next(chunks));
        } else {
            next(chunks);
        }
    }
}
