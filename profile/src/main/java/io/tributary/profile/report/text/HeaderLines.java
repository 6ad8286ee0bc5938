package io.tributary.profile.report.text;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.report.Frames;
import io.tributary.profile.report.Measurement;
import io.tributary.profile.report.ReportOptions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines above a report. */
final class HeaderLines {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz", Locale.US);
    private static final long NANOS_A_SECOND = 1_000_000_000;
    private static final int LONGEST_FILTER = 80;

    private HeaderLines() {}

    /** What the profile is: binary, type, time, duration. */
    static List<String> ofProfile(Profile profile, long total, String unit, ReportOptions options) {
        List<String> lines = new ArrayList<>();
        Header header = profile.header();
        ValueType type = header.sampleTypes().get(options.column());
        if (profile.mappings().size() > 0) {
            String file = profile.strings().get(profile.mappings().filename()[0]);
            String buildId = profile.strings().get(profile.mappings().buildId()[0]);
            if (Frames.hasBinaryName(profile, 0)) {
                lines.add("File: " + baseName(file));
            }
            if (!buildId.isEmpty()) {
                lines.add("Build ID: " + buildId);
            }
        }
        for (String comment : header.comments()) {
            if (!comment.startsWith("#")) {
                lines.add(comment);
            }
        }
        String typeName = (options.mean() ? "mean_" : "") + type.type();
        if (!typeName.isEmpty()) {
            lines.add("Type: " + typeName);
        }
        if (!header.docUrl().isEmpty()) {
            lines.add("Doc: " + header.docUrl());
        }
        if (header.timeNanos() != 0) {
            lines.add("Time: " + time(header.timeNanos(), options.zone()));
        }
        if (header.durationNanos() != 0) {
            lines.add(duration(header.durationNanos(), total, type.unit(), unit));
        }
        return lines;
    }

    private static String duration(long nanos, long total, String typeUnit, String unit) {
        String ratio = "";
        Measurement.Scaled busy = Measurement.scale(total, typeUnit, "nanoseconds");
        if (busy.unit().equals("ns") && busy.value() != 0) {
            ratio = "(" + Measurement.percentage(CallGraph.truncate(busy.value()), nanos) + ")";
        }
        return "Duration: " + Measurement.label(nanos, "nanoseconds", Measurement.AUTO) + ", Total samples = "
                + Measurement.label(total, typeUnit, unit) + " " + ratio;
    }

    private static String time(long unixNanos, ZoneId zone) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(
                Math.floorDiv(unixNanos, NANOS_A_SECOND),
                Math.floorMod(unixNanos, (int) NANOS_A_SECOND),
                ZoneOffset.UTC);
        // An offset of zero has no name of its own that Go would know.
        ZoneId named = zone.normalized().equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
        return TIME.format(ZonedDateTime.ofInstant(utc, ZoneOffset.UTC, named));
    }

    private static String baseName(String path) {
        int to = path.length();
        while (to > 1 && path.charAt(to - 1) == '/') {
            to--;
        }
        String trimmed = path.substring(0, to);
        return trimmed.equals("/") ? trimmed : trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    /** The same, the filters, and how much of it is shown. */
    static List<String> ofGraph(Profile profile, CallGraph graph, ReportOptions options) {
        List<String> lines = ofProfile(profile, graph.total, graph.unit, options);
        if (!options.activeFilters().isEmpty()) {
            lines.add("Active filters:");
            for (String filter : options.activeFilters()) {
                lines.add("   " + shortened(filter));
            }
        }
        String from = profile.header().sampleTypes().get(options.column()).unit();
        long shown = graph.shownTotal();
        lines.add("Showing nodes accounting for " + Measurement.label(shown, from, graph.unit) + ", "
                + Measurement.percentage(shown, graph.total).strip() + " of "
                + Measurement.label(graph.total, from, graph.unit) + " total");
        if (graph.total != 0) {
            if (graph.dropped > 0) {
                long most = CallGraph.part(graph.total, options.nodeFraction());
                lines.add("Dropped " + graph.dropped + (graph.dropped == 1 ? " node" : " nodes") + " (cum <= "
                        + Measurement.label(most, from, graph.unit) + ")");
            }
            if (graph.order.length > 0 && graph.order.length < graph.candidates) {
                lines.add("Showing top " + graph.order.length + " nodes out of " + graph.candidates);
            }
        }
        return lines;
    }

    /** The tool cuts after 80 bytes; a character is not cut in two here. */
    private static String shortened(String filter) {
        int characters = filter.codePointCount(0, filter.length());
        return characters <= LONGEST_FILTER
                ? filter
                : filter.substring(0, filter.offsetByCodePoints(0, LONGEST_FILTER)) + "…";
    }
}
