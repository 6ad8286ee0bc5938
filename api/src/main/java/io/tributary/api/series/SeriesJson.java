package io.tributary.api.series;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Series as JSON: columns, one entry a step. */
final class SeriesJson {
    private SeriesJson() {}

    static void write(JsonGenerator json, SeriesQuestion asked, GroupedSeries series) throws IOException {
        json.writeStartObject();
        json.writeStringField("sampleType", series.type().type());
        json.writeStringField("unit", series.unit());
        GridJson.write(json, asked.grid());
        json.writeArrayFieldStart("series");
        for (var group : series.groups().entrySet()) {
            group(json, asked.by(), group.getKey(), group.getValue());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void group(JsonGenerator json, List<String> by, List<String> values, GroupedSeries.Group group)
            throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("labels");
        for (int i = 0; i < by.size(); i++) {
            json.writeStringField(by.get(i), values.get(i));
        }
        json.writeEndObject();
        json.writeNumberField("instances", group.instances());
        json.writeArrayFieldStart("values");
        for (double value : group.values()) {
            if (Double.isNaN(value)) {
                json.writeNull();
            } else {
                json.writeNumber(value);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
