package io.tributary.api.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Json;
import io.tributary.profile.ValueType;
import io.tributary.storage.Page;
import io.tributary.storage.ServiceSummary;
import io.tributary.storage.StoredProfile;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Services and stored profiles as JSON. */
final class ProfileJson {
    private ProfileJson() {}

    static Answer services(List<ServiceSummary> services) {
        return Json.list("services", services, null, ProfileJson::service);
    }

    private static void service(JsonGenerator json, ServiceSummary service) throws IOException {
        json.writeStartObject();
        json.writeStringField("service", service.service());
        Json.strings(json, "types", service.types());
        json.writeNumberField("instances", service.instances());
        Json.strings(json, "versions", service.versions());
        Json.time(json, "firstSeen", Instant.ofEpochMilli(service.firstMillis()));
        Json.time(json, "lastSeen", Instant.ofEpochMilli(service.lastMillis()));
        json.writeNumberField("profiles", service.profiles());
        json.writeNumberField("bytes", service.bytes());
        json.writeEndObject();
    }

    static Answer profiles(Page<StoredProfile> page) {
        return Json.list("profiles", page.items(), page.next(), ProfileJson::profile);
    }

    private static void profile(JsonGenerator json, StoredProfile profile) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", profile.id().text());
        json.writeStringField("service", profile.origin().service());
        json.writeStringField("type", profile.origin().type());
        Json.labels(json, "labels", profile.origin().instance().values());
        Json.time(json, "time", Instant.ofEpochMilli(profile.origin().timeMillis()));
        json.writeNumberField("duration", profile.durationNanos() / 1e9);
        json.writeNumberField("stacks", profile.stacks());
        json.writeArrayFieldStart("values");
        for (int i = 0; i < profile.sampleTypes().size(); i++) {
            ValueType valueType = profile.sampleTypes().get(i);
            json.writeStartObject();
            json.writeStringField("type", valueType.type());
            json.writeStringField("unit", valueType.unit());
            json.writeNumberField("total", profile.totals().get(i));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("bytes", profile.bytes());
        json.writeEndObject();
    }
}
