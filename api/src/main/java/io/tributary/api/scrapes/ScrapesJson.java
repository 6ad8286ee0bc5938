package io.tributary.api.scrapes;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Json;
import io.tributary.api.series.Grid;
import io.tributary.api.series.GridJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Scrapes as JSON: columns, one entry a step. */
final class ScrapesJson {
    private ScrapesJson() {}

    static void write(
            JsonGenerator json,
            Grid grid,
            @Nullable Instant since,
            long uncounted,
            List<ScrapesSource.Service> services)
            throws IOException {
        json.writeStartObject();
        GridJson.write(json, grid);
        Json.time(json, "since", since);
        json.writeNumberField("uncounted", uncounted);
        json.writeArrayFieldStart("services");
        for (ScrapesSource.Service service : services) {
            service(json, grid, service);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void service(JsonGenerator json, Grid grid, ScrapesSource.Service service) throws IOException {
        json.writeStartObject();
        json.writeStringField("service", service.service());
        column(json, "scrapes", grid, service.steps(), ScrapesSource.Step::scrapes);
        column(json, "failures", grid, service.steps(), ScrapesSource.Step::failed);
        json.writeObjectFieldStart("reasons");
        for (Map.Entry<String, Integer> reason : reasons(service.steps()).entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void column(
            JsonGenerator json,
            String name,
            Grid grid,
            List<ScrapesSource.Step> steps,
            ToIntFunction<ScrapesSource.Step> value)
            throws IOException {
        json.writeArrayFieldStart(name);
        int next = 0;
        for (int n = 0; n < grid.steps(); n++) {
            if (next < steps.size() && steps.get(next).fromMillis() == grid.begin(n)) {
                json.writeNumber(value.applyAsInt(steps.get(next)));
                next++;
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }

    private static Map<String, Integer> reasons(List<ScrapesSource.Step> steps) {
        Map<String, Integer> sum = new TreeMap<>();
        steps.forEach(step -> step.failures().forEach((reason, count) -> sum.merge(reason, count, Integer::sum)));
        return sum;
    }
}
