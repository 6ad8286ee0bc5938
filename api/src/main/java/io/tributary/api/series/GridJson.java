package io.tributary.api.series;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Json;
import java.io.IOException;
import java.time.Instant;

/** A grid as JSON: fields of the object that is being written. */
public final class GridJson {
    private GridJson() {}

    public static void write(JsonGenerator json, Grid grid) throws IOException {
        Json.time(json, "from", Instant.ofEpochMilli(grid.range().fromMillis()));
        Json.time(json, "to", Instant.ofEpochMilli(grid.range().toMillis()));
        json.writeNumberField("step", grid.stepMillis() / 1000);
        json.writeArrayFieldStart("times");
        for (int n = 0; n < grid.steps(); n++) {
            json.writeNumber(grid.begin(n) / 1000);
        }
        json.writeEndArray();
    }
}
