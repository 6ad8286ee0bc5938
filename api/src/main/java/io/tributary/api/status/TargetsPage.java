package io.tributary.api.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Answer;
import io.tributary.api.http.Endpoint;
import io.tributary.api.http.Json;
import io.tributary.api.http.Parameter;
import io.tributary.api.http.Problem;
import io.tributary.api.http.Text;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** {@code /api/v1/targets}, with the parameter and the field names of Prometheus' own. */
public final class TargetsPage {
    private static final String STATE = "state";
    private static final String ANY = "any";
    private static final String ACTIVE = "active";
    private static final String DROPPED = "dropped";

    private final TargetsSource source;

    public TargetsPage(TargetsSource source) {
        this.source = source;
    }

    public Endpoint endpoint() {
        return new Endpoint(
                "/api/v1/targets",
                List.of(Parameter.once(STATE)),
                request -> Future.succeededFuture(answer(request.parameter(STATE, ANY))));
    }

    /** Both lists are always there, as in Prometheus: the one that was not asked for is empty. */
    private Answer answer(String state) {
        if (!List.of(ANY, ACTIVE, DROPPED).contains(state)) {
            throw Problem.badParameter(
                    STATE, Text.shown(state) + " is no state of targets", "There is: active, dropped, any.");
        }
        List<TargetsSource.Target> active = state.equals(DROPPED) ? List.of() : source.active();
        List<TargetsSource.Dropped> dropped = state.equals(ACTIVE) ? List.of() : source.dropped();
        return Json.answer(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("activeTargets");
            for (TargetsSource.Target target : active) {
                target(json, target);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("droppedTargets");
            for (TargetsSource.Dropped target : dropped) {
                dropped(json, target);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void dropped(JsonGenerator json, TargetsSource.Dropped target) throws IOException {
        json.writeStartObject();
        json.writeStringField("scrapePool", target.scrapePool());
        Json.labels(json, "discoveredLabels", new TreeMap<>(target.discoveredLabels()));
        json.writeStringField("reason", target.reason());
        json.writeStringField("detail", target.detail());
        json.writeEndObject();
    }

    private static void target(JsonGenerator json, TargetsSource.Target target) throws IOException {
        json.writeStartObject();
        json.writeStringField("scrapePool", target.scrapePool());
        Json.labels(json, "discoveredLabels", new TreeMap<>(target.discoveredLabels()));
        Json.labels(json, "labels", new TreeMap<>(target.labels()));
        json.writeStringField("health", word(target.health()));
        json.writeNumberField("samplingIntervals", target.samplingIntervals());
        json.writeNumberField("overheadBudget", target.overheadBudget());
        json.writeNumberField("overheadShare", target.overheadShare());
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
        Json.time(json, "downSince", scrape.downSince());
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
