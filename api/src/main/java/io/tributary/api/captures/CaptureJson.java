package io.tributary.api.captures;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.captures.CapturesSource.Capture;
import io.tributary.api.captures.CapturesSource.Cause;
import io.tributary.api.captures.CapturesSource.Told;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Captures, and what became of alerts, as JSON. Of a capture, what is not there is left out. */
final class CaptureJson {
    private CaptureJson() {}

    static Answer one(Capture capture) {
        return Json.answer(json -> capture(json, capture));
    }

    /** @param next cursor of the next page, or null */
    static Answer list(List<Capture> captures, @Nullable String next) {
        return Json.list("captures", captures, next, CaptureJson::capture);
    }

    static Answer told(List<Told> alerts) {
        return Json.list("alerts", alerts, null, CaptureJson::told);
    }

    private static void told(JsonGenerator json, Told alert) throws IOException {
        json.writeStartObject();
        json.writeStringField("fingerprint", alert.fingerprint());
        json.writeStringField("alertname", alert.alertname());
        json.writeStringField("outcome", word(alert.outcome()));
        Json.strings(json, "captures", alert.captures());
        json.writeStringField("detail", alert.detail());
        json.writeEndObject();
    }

    private static void capture(JsonGenerator json, Capture capture) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", capture.id());
        json.writeStringField("type", capture.type());
        if (capture.seconds() > 0) {
            json.writeNumberField("seconds", capture.seconds());
        }
        json.writeStringField("state", word(capture.state()));
        json.writeStringField("job", capture.job());
        json.writeStringField("service", capture.service());
        Json.labels(json, "labels", capture.labels());
        if (!capture.reason().isEmpty()) {
            json.writeStringField("reason", capture.reason());
        }
        Cause alert = capture.alert();
        if (alert != null) {
            json.writeObjectFieldStart("alert");
            json.writeStringField("alertname", alert.alertname());
            json.writeStringField("fingerprint", alert.fingerprint());
            time(json, "startsAt", alert.startsAt());
            json.writeEndObject();
        }
        Json.time(json, "asked", capture.asked());
        time(json, "begun", capture.begun());
        time(json, "ended", capture.ended());
        Long bytes = capture.bytes();
        if (bytes != null) {
            json.writeNumberField("bytes", bytes);
        }
        text(json, "error", capture.error());
        text(json, "profile", capture.profile());
        text(json, "trace", capture.trace());
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String field, @Nullable Instant time) throws IOException {
        text(json, field, time == null ? null : time.toString());
    }

    private static void text(JsonGenerator json, String field, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(field, text);
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
