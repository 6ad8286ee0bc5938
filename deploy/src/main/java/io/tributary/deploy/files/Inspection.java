package io.tributary.deploy.files;

import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one profile holds, in words. */
final class Inspection {
    private final String name;
    private final Profile profile;

    Inspection(String name, Profile profile) {
        this.name = name;
        this.profile = profile;
    }

    void print(PrintWriter out) {
        out.println(name);
        Header header = profile.header();
        line(out, "time", header.timeNanos() == 0 ? "unknown" : Instant.ofEpochSecond(0, header.timeNanos()));
        line(out, "duration", header.durationNanos() == 0 ? "unknown" : seconds(header.durationNanos()));
        ValueType periodType = header.periodType();
        line(out, "period", header.period() + (periodType == null ? "" : " " + text(periodType)));
        long[] totals = profile.totals();
        for (int c = 0; c < totals.length; c++) {
            ValueType type = header.sampleTypes().get(c);
            String standard = type.type().equals(header.defaultSampleType()) ? " (shown by default)" : "";
            line(out, c == 0 ? "values" : "", text(type) + ", total " + totals[c] + standard);
        }
        line(out, "samples", profile.samples().size() + depths());
        line(out, "locations", profile.locations().size());
        line(out, "functions", profile.functions().size() + goVersion());
        mappings(out);
        labels(out);
        optional(out, "drop frames", header.dropFrames());
        optional(out, "keep frames", header.keepFrames());
        optional(out, "documented", header.docUrl());
        header.comments().forEach(comment -> line(out, "comment", comment));
        List<String> problems = new Oddities(profile).found();
        line(out, "odd", problems.isEmpty() ? "nothing" : problems.getFirst());
        problems.stream().skip(1).forEach(problem -> line(out, "", problem));
    }

    private static void line(PrintWriter out, String title, Object text) {
        // A profile comes from anywhere: what it says may not move the cursor.
        String printable = text.toString().replaceAll("\\p{Cntrl}", "?");
        out.println(String.format(Locale.ROOT, "  %-12s ", title) + printable);
    }

    private static void optional(PrintWriter out, String title, String text) {
        if (!text.isEmpty()) {
            line(out, title, text);
        }
    }

    private static String text(ValueType type) {
        return type.type() + "/" + type.unit();
    }

    private static String seconds(long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        return String.format(Locale.ROOT, "%d.%03d s", duration.toSeconds(), duration.toMillisPart());
    }

    private String depths() {
        SampleTable samples = profile.samples();
        int deepest = 0;
        for (int i = 0; i < samples.size(); i++) {
            deepest = Math.max(deepest, samples.stackOffset()[i + 1] - samples.stackOffset()[i]);
        }
        double mean = (double) samples.location().length / Math.max(1, samples.size());
        return String.format(Locale.ROOT, ", stacks %.1f deep on average, %d at most", mean, deepest);
    }

    /** The version is in the paths of the standard library's files, when the tool chain was a downloaded one. */
    private String goVersion() {
        for (int f = 0; f < profile.functions().size(); f++) {
            String file = profile.strings().get(profile.functions().filename()[f]);
            String version = file.replaceFirst("^.*/(?:toolchain@v[0-9.]+-)?go-?(1\\.[0-9.]*[0-9])[./].*$", "$1");
            if (!version.equals(file)) {
                return ", of Go " + version + " by the names of their files";
            }
        }
        return "";
    }

    private void mappings(PrintWriter out) {
        MappingTable mappings = profile.mappings();
        if (mappings.size() == 0) {
            line(out, "mappings", "none");
        }
        for (int m = 0; m < mappings.size(); m++) {
            String buildId = profile.strings().get(mappings.buildId()[m]);
            String text = String.format(
                    Locale.ROOT,
                    "%#x-%#x %s, %s",
                    mappings.start()[m],
                    mappings.limit()[m],
                    profile.strings().get(mappings.filename()[m]),
                    buildId.isEmpty() ? "no build id" : "build id " + buildId);
            line(out, m == 0 ? "mappings" : "", text);
        }
    }

    /** How many samples carry a key, and with how many values. */
    private void labels(PrintWriter out) {
        SampleTable samples = profile.samples();
        Map<String, Integer> count = new TreeMap<>();
        Map<String, TreeSet<String>> values = new TreeMap<>();
        for (int l = 0; l < samples.labelKey().length; l++) {
            String key = profile.strings().get(samples.labelKey()[l]);
            String value = samples.isStringLabel(l)
                    ? profile.strings().get(samples.labelString()[l])
                    : samples.labelNumber()[l] + profile.strings().get(samples.labelUnit()[l]);
            count.merge(key, 1, Integer::sum);
            values.computeIfAbsent(key, _ -> new TreeSet<>()).add(value);
        }
        List<String> lines = new ArrayList<>();
        values.forEach((key, distinct) -> lines.add(key + ": " + distinct.size() + " values on " + count.get(key)
                + " samples, such as " + distinct.getFirst()));
        for (int i = 0; i < lines.size(); i++) {
            line(out, i == 0 ? "labels" : "", lines.get(i));
        }
    }

    /** Whether a location says nothing but an address. */
    static boolean isBare(LocationTable locations, int row) {
        return locations.lineOffset()[row] == locations.lineOffset()[row + 1];
    }
}
