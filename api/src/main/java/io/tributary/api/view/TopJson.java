package io.tributary.api.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.profile.FunctionTable;
import io.tributary.profile.Profile;
import io.tributary.profile.report.text.Top;
import java.io.IOException;
import java.util.Locale;

/** A table of functions as JSON. */
final class TopJson {
    private TopJson() {}

    static void write(JsonGenerator json, Top top, Profile profile) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", top.type().type());
        json.writeStringField("unit", top.type().unit());
        json.writeNumberField("total", top.total());
        json.writeNumberField("dropped", top.dropped());
        json.writeNumberField("candidates", top.candidates());
        json.writeArrayFieldStart("rows");
        for (int row = 0; row < top.size(); row++) {
            row(json, top, row, profile);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void row(JsonGenerator json, Top top, int row, Profile profile) throws IOException {
        json.writeStartObject();
        json.writeStringField("function", top.name(row));
        int function = top.function()[row];
        if (function >= 0) {
            FunctionTable functions = profile.functions();
            String file = profile.strings().get(functions.filename()[function]);
            if (!file.isEmpty()) {
                json.writeStringField("file", file);
            }
            if (functions.startLine()[function] > 0) {
                json.writeNumberField("line", functions.startLine()[function]);
            }
        }
        json.writeNumberField("flat", top.flat()[row]);
        json.writeNumberField("cum", top.cum()[row]);
        json.writeStringField("inlined", top.inlining()[row].name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
    }
}
