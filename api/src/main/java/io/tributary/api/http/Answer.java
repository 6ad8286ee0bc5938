package io.tributary.api.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back to a client.
 *
 * @param status HTTP status
 * @param contentType media type
 * @param headers others, in the order they are sent
 * @param body whole; a HEAD request gets its length alone
 */
public record Answer(int status, String contentType, Map<String, String> headers, Buffer body) {
    public static Answer ok(String contentType, byte[] body) {
        return new Answer(200, contentType, Map.of(), Buffer.buffer(body));
    }

    public static Answer text(int status, String text) {
        return new Answer(
                status, "text/plain; charset=utf-8", Map.of(), Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)));
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
