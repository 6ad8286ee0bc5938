package io.tributary.api.pgo;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Json;
import io.tributary.api.pgo.feedback.Ageing;
import io.tributary.api.pgo.feedback.Check;
import io.tributary.api.pgo.feedback.Figures;
import io.tributary.api.pgo.feedback.Report;
import io.tributary.api.pgo.feedback.Share;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.EdgeComparison;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Reports as JSON. Shares are from 0 to 1. */
final class ReportJson {
    private static final int MOST_MOVED = 50;
    private static final int HEAVIEST = 20;

    private ReportJson() {}

    static void write(JsonGenerator json, Report report) throws IOException {
        Figures figures = report.feedback().figures();
        json.writeStartObject();
        json.writeStringField("service", report.service());
        json.writeStringField("verdict", report.feedback().verdict().text());
        Json.labels(json, "parameters", report.parameters());
        Json.time(json, "from", Instant.ofEpochMilli(figures.range().fromMillis()));
        Json.time(json, "to", Instant.ofEpochMilli(figures.range().toMillis()));
        if (report.expected().isPresent()) {
            json.writeNumberField("goodEnoughInSeconds", report.expected().get().toSeconds());
        }
        figures(json, figures);
        checks(json, report.feedback().checks());
        if (report.heldOut().isPresent()) {
            Report.HeldOut heldOut = report.heldOut().get();
            json.writeObjectFieldStart("heldOut");
            json.writeNumberField("hotJaccard", heldOut.hotJaccard());
            json.writeNumberField("overlap", heldOut.overlap());
            json.writeNumberField("blocks", heldOut.blocks());
            json.writeEndObject();
        }
        if (report.noise().isPresent()) {
            json.writeObjectFieldStart("noise");
            json.writeNumberField("low", report.noise().get().low());
            json.writeNumberField("median", report.noise().get().median());
            json.writeNumberField("high", report.noise().get().high());
            json.writeNumberField("blocks", report.noise().get().blocks());
            json.writeEndObject();
        }
        if (report.change().isPresent()) {
            json.writeObjectFieldStart("change");
            json.writeStringField("since", report.change().get().than());
            comparison(json, report.change().get().comparison());
            json.writeEndObject();
        }
        heaviest(json, report.feedback().edges());
        json.writeEndObject();
    }

    private static void figures(JsonGenerator json, Figures figures) throws IOException {
        json.writeObjectFieldStart("figures");
        json.writeNumberField("profiles", figures.profiles());
        json.writeNumberField("instances", figures.instances());
        json.writeNumberField("samples", figures.missing().samples());
        json.writeNumberField("edges", figures.edges());
        json.writeNumberField("hotEdges", figures.hotEdges());
        json.writeNumberField("missingMass", figures.missing().share());
        json.writeNumberField("withoutStartLine", figures.startLines().lacking());
        json.writeNumberField("idle", figures.load().idle());
        if (figures.load().isTimed()) {
            json.writeNumberField("coresPerInstance", figures.load().cores());
        }
        json.writeNumberField("largestShare", figures.dominance().largest().share());
        json.writeStringField("largestInstance", figures.dominance().largest().name());
        json.writeNumberField("effectiveInstances", figures.dominance().effectiveInstances());
        shares(json, "versions", figures.versions());
        shares(json, "builds", figures.builds());
        shares(json, "programs", figures.programs().shares());
        shares(json, "goVersions", figures.goVersions());
        if (figures.release().isPresent()) {
            Figures.Release release = figures.release().get();
            json.writeObjectFieldStart("newestVersion");
            json.writeStringField("version", release.version());
            ageing(json, release.ageing());
            json.writeEndObject();
        }
        json.writeNumberField("hoursCovered", figures.hours().covered());
        json.writeNumberField("hours", figures.hours().all());
        json.writeNumberField("hoursOfDay", figures.hours().ofDay());
        json.writeEndObject();
    }

    /** The fields of it, into an object that is begun. */
    static void ageing(JsonGenerator json, Ageing ageing) throws IOException {
        json.writeNumberField("liveMatch", ageing.all().match());
        json.writeNumberField("expectedLiveMatch", ageing.all().expected());
        if (ageing.own().isPresent()) {
            json.writeNumberField("ownLiveMatch", ageing.own().get().match());
            json.writeNumberField("expectedOwnLiveMatch", ageing.own().get().expected());
        }
    }

    private static void shares(JsonGenerator json, String field, List<Share> shares) throws IOException {
        json.writeArrayFieldStart(field);
        for (Share share : shares) {
            json.writeStartObject();
            json.writeStringField("name", share.name());
            json.writeNumberField("share", share.share());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void checks(JsonGenerator json, List<Check> checks) throws IOException {
        json.writeArrayFieldStart("checks");
        for (Check check : checks) {
            json.writeStartObject();
            json.writeStringField("name", check.name());
            json.writeStringField("level", check.level().text());
            json.writeStringField("finding", check.finding());
            json.writeStringField("advice", check.advice());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void heaviest(JsonGenerator json, CallEdges edges) throws IOException {
        json.writeArrayFieldStart("heaviest");
        for (int edge = 0; edge < Math.min(HEAVIEST, edges.size()); edge++) {
            json.writeStartObject();
            json.writeStringField("caller", edges.caller(edge));
            json.writeNumberField("offset", edges.offset(edge));
            json.writeStringField("callee", edges.callee(edge));
            json.writeNumberField("share", (double) edges.weight(edge) / edges.total());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The fields of a comparison, into an object that is begun. */
    static void comparison(JsonGenerator json, EdgeComparison comparison) throws IOException {
        json.writeNumberField("overlap", comparison.overlap());
        json.writeNumberField("hotJaccard", comparison.hotJaccard());
        json.writeNumberField("hotMoved", comparison.hotMoved());
        moved(json, "entered", comparison.entered());
        moved(json, "left", comparison.left());
    }

    private static void moved(JsonGenerator json, String field, List<EdgeComparison.Moved> moved) throws IOException {
        json.writeNumberField(field + "Edges", moved.size());
        json.writeArrayFieldStart(field);
        for (EdgeComparison.Moved edge : moved.subList(0, Math.min(MOST_MOVED, moved.size()))) {
            json.writeStartObject();
            json.writeStringField("caller", edge.caller());
            json.writeNumberField("offset", edge.offset());
            json.writeStringField("callee", edge.callee());
            json.writeNumberField("before", edge.before());
            json.writeNumberField("after", edge.after());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
