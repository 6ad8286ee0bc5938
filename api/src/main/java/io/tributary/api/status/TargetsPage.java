package io.tributary.api.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** {@code /api/v1/targets}, with the field names of Prometheus' own. */
public final class TargetsPage {
    private final TargetsSource source;

    public TargetsPage(TargetsSource source) {
        this.source = source;
    }

    public Endpoint endpoint() {
        return new Endpoint("/api/v1/targets", List.of(), _ -> Future.succeededFuture(answer()));
    }

    private Answer answer() {
        List<TargetsSource.Target> targets = source.active();
        return Json.answer(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("targets");
            for (TargetsSource.Target target : targets) {
                target(json, target);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void target(JsonGenerator json, TargetsSource.Target target) throws IOException {
        json.writeStartObject();
        json.writeStringField("scrapePool", target.scrapePool());
        Json.labels(json, "labels", new TreeMap<>(target.labels()));
        json.writeStringField("health", word(target.health()));
        json.writeArrayFieldStart("profiles");
        for (TargetsSource.Scrape scrape : target.profiles()) {
            scrape(json, scrape);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void scrape(JsonGenerator json, TargetsSource.Scrape scrape) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", scrape.type());
        json.writeStringField("scrapeUrl", scrape.scrapeUrl());
        json.writeNumberField("scrapeInterval", seconds(scrape.scrapeInterval()));
        json.writeStringField("health", word(scrape.health()));
        Json.time(json, "lastScrape", scrape.lastScrape());
        Duration took = scrape.lastScrapeDuration();
        if (took == null) {
            json.writeNullField("lastScrapeDuration");
        } else {
            json.writeNumberField("lastScrapeDuration", seconds(took));
        }
        json.writeNumberField("lastScrapeBytes", scrape.lastScrapeBytes());
        json.writeStringField("lastError", scrape.lastError());
        Json.time(json, "nextScrape", scrape.nextScrape());
        json.writeEndObject();
    }

    private static String word(TargetsSource.Health health) {
        return health.name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
