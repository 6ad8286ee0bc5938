package io.tributary.api.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back to a client.
 *
 * @param status HTTP status; 304 goes without content type and body
 * @param contentType media type
 * @param headers others, in the order they are sent
 * @param body a HEAD request gets its length alone
 */
public record Answer(int status, String contentType, Map<String, String> headers, Body body) {
    /** What an answer consists of. */
    public sealed interface Body {
        /** In bytes. */
        long length();
    }

    /** A body that is there already. */
    public record Whole(Buffer bytes) implements Body {
        @Override
        public long length() {
            return bytes.length();
        }
    }

    /** A body that is read while it is sent. Whoever made it lets go of what it holds when the request is over. */
    public record Streamed(long length, Chunks chunks) implements Body {}

    /** The next part of a body. Asked for on the event loop, when the client has taken what came before. */
    @FunctionalInterface
    public interface Chunks {
        /** Not empty before the end. */
        Future<Buffer> next();
    }

    public static Answer ok(String contentType, byte[] body) {
        return ok(contentType, new Whole(Buffer.buffer(body)));
    }

    public static Answer ok(String contentType, Body body) {
        return new Answer(200, contentType, Map.of(), body);
    }

    public static Answer text(int status, String text) {
        return ok("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8))
                .withStatus(status);
    }

    /** What the client has is still right. */
    public static Answer notModified() {
        return ok("", new byte[0]).withStatus(304);
    }

    public Answer withStatus(int newStatus) {
        return new Answer(newStatus, contentType, headers, body);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, more, body);
    }
}
