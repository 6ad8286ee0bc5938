package io.tributary.api.pgo.effect;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Json;
import io.tributary.storage.TimeRange;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An effect as an answer. */
final class EffectJson {
    /** What was asked, and of how many instances of each version the answer is. */
    record Question(
            String service,
            String fromVersion,
            String toVersion,
            TimeRange range,
            int instancesBefore,
            int instancesAfter) {}

    private EffectJson() {}

    static void write(JsonGenerator json, Question question, Effect effect) throws IOException {
        json.writeStartObject();
        json.writeStringField("service", question.service());
        json.writeStringField("fromVersion", question.fromVersion());
        json.writeStringField("toVersion", question.toVersion());
        Json.time(json, "from", Instant.ofEpochMilli(question.range().fromMillis()));
        Json.time(json, "to", Instant.ofEpochMilli(question.range().toMillis()));
        json.writeNumberField("instancesBefore", question.instancesBefore());
        json.writeNumberField("instancesAfter", question.instancesAfter());
        json.writeNumberField("pairedHours", effect.pairedHours());
        switch (effect) {
            case Effect.Measured measured -> writeMeasured(json, measured);
            case Effect.NotEnough(int _, List<String> missing) -> {
                json.writeStringField("verdict", "not-enough-data");
                json.writeStringField(
                        "detail", "Not enough data yet. It takes " + String.join(", and ", missing) + ".");
                Json.strings(json, "missing", missing);
            }
        }
        json.writeEndObject();
    }

    private static void writeMeasured(JsonGenerator json, Effect.Measured measured) throws IOException {
        json.writeStringField("verdict", verdict(measured));
        json.writeStringField("detail", detail(measured));
        json.writeNumberField("coresBefore", measured.before());
        json.writeNumberField("coresAfter", measured.after());
        json.writeNumberField("change", measured.change());
        json.writeArrayFieldStart("interval");
        json.writeNumber(measured.low());
        json.writeNumber(measured.high());
        json.writeEndArray();
    }

    private static String verdict(Effect.Measured measured) {
        if (!measured.isShown()) {
            return "no-difference-shown";
        }
        return measured.saves() ? "saves" : "costs";
    }

    private static String detail(Effect.Measured measured) {
        String interval = String.format(
                Locale.ROOT,
                "%+.1f %% (95 %% interval: %+.1f to %+.1f %%)",
                100 * measured.change(),
                100 * measured.low(),
                100 * measured.high());
        return measured.isShown()
                ? "An instance uses " + (measured.saves() ? "less" : "more") + " CPU: " + interval + "."
                : "No difference is shown: " + interval + ". More instances or weeks narrow the interval.";
    }
}
