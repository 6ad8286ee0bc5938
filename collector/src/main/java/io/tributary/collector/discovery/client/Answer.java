package io.tributary.collector.discovery.client;

import io.tributary.collector.fetch.Failures;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * What a server said.
 *
 * @param contentType as it stands in the header, or the empty string
 * @param body whole; empty where it went to a sink
 * @param failures knows what must not be shown
 */
public record Answer(int status, String phrase, String contentType, Buffer body, Failures failures) {
    public boolean isOk() {
        return status == 200;
    }

    /** Why it is not what was asked for, in one line. */
    public String refusal() {
        String said = contentType.startsWith("text/plain") ? clean(body.toString(StandardCharsets.UTF_8)) : "";
        String advice = status >= 300 && status < 400 ? "; redirects are not followed: name the right URL" : "";
        return "answered " + status + " " + clean(phrase) + (said.isEmpty() ? "" : ": " + said) + advice;
    }

    /** A text of the server's that can be shown. */
    public String clean(String text) {
        return failures.clean(text);
    }
}
