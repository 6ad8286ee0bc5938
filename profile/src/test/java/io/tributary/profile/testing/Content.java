package io.tributary.profile.testing;

import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a profile says, whatever the order and the numbers of its rows: text of a sample's frames and labels → values. */
public final class Content {
    private Content() {}

    /** Samples with absolute addresses and every fact of their mappings; equal ones added up, zeros left out. */
    public static Map<String, String> of(Profile profile) {
        return of(profile, true);
    }

    /** The same with addresses relative to the mapping and its merge key only: what a merge is about. */
    public static Map<String, String> relative(Profile profile) {
        return of(profile, false);
    }

    /**
     * All that a profile says: its header, its mappings in order, and {@link #of}. A period type without a name is none, as
     * it is in a file.
     */
    public record Whole(Header header, List<String> mappings, Map<String, String> samples) {}

    public static Whole whole(Profile p) {
        Header h = p.header();
        ValueType period = new ValueType("", "").equals(h.periodType()) ? null : h.periodType();
        Header header = new Header(
                h.sampleTypes(),
                period,
                h.period(),
                h.timeNanos(),
                h.durationNanos(),
                h.defaultSampleType(),
                h.comments(),
                h.dropFrames(),
                h.keepFrames(),
                h.docUrl());
        List<String> mappings = new ArrayList<>();
        for (int row = 0; row < p.mappings().size(); row++) {
            StringBuilder text = new StringBuilder();
            mapping(text, p, row);
            mappings.add(text.toString());
        }
        return new Whole(header, mappings, of(p));
    }

    private static Map<String, String> of(Profile p, boolean absolute) {
        Map<String, long[]> sums = new TreeMap<>();
        SampleTable samples = p.samples();
        int columns = p.valueCount();
        for (int s = 0; s < samples.size(); s++) {
            StringBuilder text = new StringBuilder();
            for (int i = samples.stackOffset()[s]; i < samples.stackOffset()[s + 1]; i++) {
                location(text, p, samples.location()[i], absolute);
            }
            Map<String, StringBuilder> labels = new TreeMap<>();
            for (int l = samples.labelOffset()[s]; l < samples.labelOffset()[s + 1]; l++) {
                String key = p.strings().get(samples.labelKey()[l]);
                if (samples.isStringLabel(l)) {
                    labels.computeIfAbsent("s:" + key, _ -> new StringBuilder())
                            .append('|')
                            .append(p.strings().get(samples.labelString()[l]));
                } else if (samples.labelNumber()[l] != 0 || samples.labelUnit()[l] != 0) {
                    labels.computeIfAbsent("n:" + key, _ -> new StringBuilder())
                            .append('|')
                            .append(samples.labelNumber()[l])
                            .append(p.strings().get(samples.labelUnit()[l]));
                }
            }
            text.append(labels);
            long[] sum = sums.computeIfAbsent(text.toString(), _ -> new long[columns]);
            for (int c = 0; c < columns; c++) {
                sum[c] += samples.values()[s * columns + c];
            }
        }
        Map<String, String> content = new TreeMap<>();
        sums.forEach((text, sum) -> {
            if (Arrays.stream(sum).anyMatch(v -> v != 0)) {
                content.put(text, Arrays.toString(sum));
            }
        });
        return content;
    }

    private static void location(StringBuilder text, Profile p, int row, boolean absolute) {
        LocationTable l = p.locations();
        MappingTable m = p.mappings();
        int mapping = l.mapping()[row];
        text.append('{');
        if (mapping == LocationTable.NO_MAPPING) {
            text.append(l.address()[row]);
        } else if (absolute) {
            text.append(l.address()[row]).append('@');
            mapping(text, p, mapping);
        } else {
            text.append(l.address()[row] - m.start()[mapping]).append('@');
            text.append((m.limit()[mapping] - m.start()[mapping] + 4095) / 4096);
            text.append('+').append(m.fileOffset()[mapping]).append(' ');
            int file = m.buildId()[mapping] != 0 ? m.buildId()[mapping] : m.filename()[mapping];
            text.append(p.strings().get(file));
        }
        text.append(l.folded()[row] ? " folded" : "");
        for (int i = l.lineOffset()[row]; i < l.lineOffset()[row + 1]; i++) {
            int f = l.lineFunction()[i];
            text.append('(').append(p.strings().get(p.functions().name()[f]));
            text.append(',').append(p.strings().get(p.functions().systemName()[f]));
            text.append(',').append(p.strings().get(p.functions().filename()[f]));
            text.append(':').append(p.functions().startLine()[f]);
            text.append(' ')
                    .append(l.line()[i])
                    .append(':')
                    .append(l.column()[i])
                    .append(')');
        }
        text.append('}');
    }

    private static void mapping(StringBuilder text, Profile p, int row) {
        MappingTable m = p.mappings();
        text.append(m.start()[row]).append('-').append(m.limit()[row]);
        text.append('+').append(m.fileOffset()[row]).append(' ');
        text.append(p.strings().get(m.filename()[row])).append(' ');
        text.append(p.strings().get(m.buildId()[row])).append(' ').append(m.flags()[row]);
    }
}
