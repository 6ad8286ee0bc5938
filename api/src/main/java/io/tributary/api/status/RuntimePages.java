package io.tributary.api.status;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.status.Lifecycle.Configuration;
import io.tributary.api.work.WorkerPool;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code /api/v1/status/flags} and {@code /api/v1/status/runtime}: what the daemon was started with, and what it runs on. What Prometheus
 * has too is called as there; of Go's runtime there is what Java has in its place.
 */
public final class RuntimePages {
    private static final String RETENTION = "storage.retention.";

    private final Startup startup;
    private final Lifecycle lifecycle;
    private final WorkerPool workers;
    private final InstantSource clock;

    /** @param workers for counting threads, which loads Java's management classes the first time */
    public RuntimePages(Startup startup, Lifecycle lifecycle, WorkerPool workers, InstantSource clock) {
        this.startup = startup;
        this.lifecycle = lifecycle;
        this.workers = workers;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("/api/v1/status/flags", List.of(), _ -> Future.succeededFuture(flags())),
                new Endpoint(
                        "/api/v1/status/runtime", List.of(), request -> workers.run(this::runtime, request.gone())));
    }

    private Answer flags() {
        return Json.answer(json -> {
            json.writeStartObject();
            for (Map.Entry<String, String> flag : startup.flags().entrySet()) {
                json.writeStringField(flag.getKey(), flag.getValue());
            }
            json.writeEndObject();
        });
    }

    private Answer runtime() {
        Instant now = clock.instant();
        Configuration configuration = lifecycle.configuration();
        Runtime jvm = Runtime.getRuntime();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        return Json.answer(json -> {
            json.writeStartObject();
            json.writeStringField("version", startup.version());
            json.writeStringField("javaVersion", Runtime.version().toString());
            Json.time(json, "startTime", startup.time());
            Json.time(json, "serverTime", now);
            json.writeBooleanField("reloadConfigSuccess", configuration.lastError() == null);
            Json.time(json, "lastConfigTime", configuration.loadedAt());
            json.writeNumberField("threadCount", threads);
            json.writeNumberField("processors", jvm.availableProcessors());
            json.writeNumberField("memoryUsedBytes", jvm.totalMemory() - jvm.freeMemory());
            json.writeNumberField("memoryLimitBytes", jvm.maxMemory());
            json.writeNumberField("storageFormat", startup.storageFormat());
            Json.labels(json, "storageRetention", retention());
            json.writeEndObject();
        });
    }

    /** By what is kept: {@code raw}, {@code rollups}, {@code traces}, {@code size}. */
    private Map<String, String> retention() {
        Map<String, String> kept = new TreeMap<>();
        startup.flags().forEach((flag, value) -> {
            if (flag.startsWith(RETENTION)) {
                kept.put(flag.substring(RETENTION.length()), value);
            }
        });
        return kept;
    }
}
