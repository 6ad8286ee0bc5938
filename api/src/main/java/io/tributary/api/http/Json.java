package io.tributary.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON written as a stream; no object mapping, so nothing is reflected upon at start. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes one value. */
    @FunctionalInterface
    public interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    public static byte[] write(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        write(bytes, body);
        return bytes.toByteArray();
    }

    /** The same into a stream, which is not closed. */
    public static void write(OutputStream to, Body body) {
        try (JsonGenerator json = FACTORY.createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Answer answer(Body body) {
        return Answer.ok("application/json", write(body));
    }

    /** Writes one entry of a list. */
    @FunctionalInterface
    public interface Entry<T> {
        void write(JsonGenerator json, T entry) throws IOException;
    }

    /**
     * An object with one list: <code>{"FIELD": […], "next": "…"}</code>.
     *
     * @param next the cursor of what follows, or null where nothing does
     */
    public static <T> Answer list(String field, Iterable<T> entries, @Nullable String next, Entry<? super T> entry) {
        return answer(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart(field);
            for (T each : entries) {
                entry.write(json, each);
            }
            json.writeEndArray();
            if (next != null) {
                json.writeStringField("next", next);
            }
            json.writeEndObject();
        });
    }

    /** An RFC 3339 time in UTC, or null. */
    public static void time(JsonGenerator json, String field, @Nullable Instant time) throws IOException {
        if (time == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, time.toString());
        }
    }

    public static void strings(JsonGenerator json, String field, Iterable<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    public static void labels(JsonGenerator json, String field, Map<String, String> labels) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
    }
}
