package io.tributary.profile.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code go tool pprof -raw} prints, without the numbers and the order of the profile's rows.
 *
 * @param header the lines above the samples, and the sample types
 * @param samples frames and labels of each sample → its values; equal samples added up
 * @param mappings all mappings in the profile's order
 */
public record RawProfile(List<String> header, Map<String, List<Long>> samples, List<String> mappings) {
    /** Reads the output of {@code -raw}. */
    static RawProfile parse(String raw) {
        List<String> lines = raw.lines().toList();
        int samples = lines.indexOf("Samples:");
        int locations = lines.indexOf("Locations");
        int mappings = lines.lastIndexOf("Mappings");
        if (samples < 0 || locations < samples || mappings < locations) {
            throw new AssertionError(
                    "this is no output of pprof -raw: " + raw.substring(0, Math.min(500, raw.length())));
        }
        List<String> header = new ArrayList<>(lines.subList(0, samples));
        header.add(lines.get(samples + 1));
        Map<String, String> mappingText = numbered(lines.subList(mappings + 1, lines.size()));
        Map<String, String> locationText = numbered(lines.subList(locations + 1, mappings));
        locationText.replaceAll((_, text) -> {
            int at = text.indexOf(" M=");
            if (at < 0) {
                return text;
            }
            int end = text.indexOf(' ', at + 1);
            String mapping = mappingText.getOrDefault(text.substring(at + 3, end), "unknown mapping");
            return text.substring(0, at) + " [" + mapping + "]" + text.substring(end);
        });
        return new RawProfile(
                header,
                samples(lines.subList(samples + 2, locations), locationText),
                List.copyOf(mappingText.values()));
    }

    /** The same without the samples that are zero in every column: a merge has none, and a store does not keep them. */
    public RawProfile withoutZeros() {
        Map<String, List<Long>> others = new TreeMap<>(samples);
        others.values().removeIf(values -> values.stream().allMatch(value -> value == 0));
        return new RawProfile(header, others, mappings);
    }

    /** Lines that begin with a number and a colon, each with the lines below it that do not; in order. */
    private static Map<String, String> numbered(List<String> lines) {
        Map<String, String> rows = new LinkedHashMap<>();
        String number = "";
        for (String line : lines) {
            if (line.matches(" {0,5}\\d+: 0x[0-9a-f]+.*")) {
                int colon = line.indexOf(':');
                number = line.substring(0, colon).strip();
                rows.put(number, line.substring(colon + 2));
            } else {
                rows.merge(number, "\n" + line, String::concat);
            }
        }
        return rows;
    }

    private static Map<String, List<Long>> samples(List<String> lines, Map<String, String> locations) {
        Map<String, List<Long>> samples = new HashMap<>();
        for (int i = 0; i < lines.size(); ) {
            String line = lines.get(i++);
            int colon = line.indexOf(':');
            StringBuilder text = new StringBuilder();
            for (String id : line.substring(colon + 1).strip().split(" ", -1)) {
                text.append(id.isEmpty() ? "" : locations.getOrDefault(id, "unknown location"))
                        .append('\n');
            }
            while (i < lines.size() && lines.get(i).startsWith(" ".repeat(16))) {
                text.append(lines.get(i++)).append('\n');
            }
            List<Long> values = Arrays.stream(line.substring(0, colon).strip().split(" +"))
                    .map(Long::valueOf)
                    .toList();
            samples.merge(text.toString(), values, RawProfile::add);
        }
        return new TreeMap<>(samples);
    }

    private static List<Long> add(List<Long> a, List<Long> b) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            sum.add(a.get(i) + b.get(i));
        }
        return sum;
    }
}
