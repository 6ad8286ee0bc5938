package io.tributary.profile.testing;

import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.util.Arrays;
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
            text.append(m.start()[mapping]).append('-').append(m.limit()[mapping]);
            text.append('+').append(m.fileOffset()[mapping]).append(' ');
            text.append(p.strings().get(m.filename()[mapping])).append(' ');
            text.append(p.strings().get(m.buildId()[mapping])).append(' ').append(m.flags()[mapping]);
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
}
