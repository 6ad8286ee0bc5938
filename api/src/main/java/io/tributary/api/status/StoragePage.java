package io.tributary.api.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.StoreStats;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** {@code /api/v1/status/storage}: what the store keeps, and how it fares. Asked of the store for every request, on a pool. */
public final class StoragePage {
    private final ProfileStore store;
    private final WorkerPool workers;

    public StoragePage(ProfileStore store, WorkerPool workers) {
        this.store = store;
        this.workers = workers;
    }

    public Endpoint endpoint() {
        return new Endpoint(
                "/api/v1/status/storage",
                List.of(),
                request -> workers.run(() -> answer(store.stats()), request.gone()));
    }

    private static Answer answer(StoreStats stats) {
        return Json.answer(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("profiles");
            json.writeNumberField("added", stats.profiles().added());
            json.writeNumberField("duplicate", stats.profiles().duplicate());
            json.writeEndObject();
            disk(json, stats.disk());
            dictionaries(json, stats.dictionaries());
            json.writeObjectFieldStart("writes");
            json.writeBooleanField("failing", stats.writes().failing());
            json.writeBooleanField("stopped", stats.writes().stopped());
            json.writeNumberField("stalls", stats.writes().stalls());
            json.writeEndObject();
            json.writeObjectFieldStart("compactions");
            json.writeNumberField("done", stats.compactions().done());
            json.writeNumberField("running", stats.compactions().running());
            json.writeNumberField("pendingBytes", stats.compactions().pendingBytes());
            json.writeEndObject();
            json.writeNumberField("rollUpsPending", stats.rollUpsPending());
            json.writeEndObject();
        });
    }

    private static void disk(JsonGenerator json, StoreStats.Disk disk) throws IOException {
        json.writeObjectFieldStart("disk");
        json.writeNumberField("bytes", disk.bytes());
        json.writeArrayFieldStart("kinds");
        for (StoreStats.Kind kind : disk.kinds()) {
            json.writeStartObject();
            json.writeStringField("kind", kind.name());
            json.writeNumberField("bytes", kind.bytes());
            if (kind.entries().isPresent()) {
                json.writeNumberField("entries", kind.entries().getAsLong());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("cacheBytes", disk.cacheBytes());
        time(json, "oldestProfiles", disk.oldestProfileMillis());
        time(json, "oldest", disk.oldestMillis());
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String field, OptionalLong millis) throws IOException {
        Json.time(json, field, millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null);
    }

    private static void dictionaries(JsonGenerator json, StoreStats.Dictionaries dictionaries) throws IOException {
        json.writeObjectFieldStart("dictionaries");
        json.writeNumberField("open", dictionaries.open());
        json.writeNumberField("bytes", dictionaries.bytes());
        json.writeNumberField("largestBytes", dictionaries.largestBytes());
        json.writeNumberField("limitBytes", dictionaries.mostBytes());
        json.writeNumberField("hits", dictionaries.hits());
        json.writeNumberField("misses", dictionaries.misses());
        json.writeEndObject();
    }
}
