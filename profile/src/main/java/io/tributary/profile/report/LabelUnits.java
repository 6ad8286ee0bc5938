package io.tributary.profile.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The unit of each key of numeric labels, of which pprof takes the first in a profile for all. A key that never has one is
 * its own unit, but those that Go's and C++'s heap profiles have always written without count bytes.
 */
public final class LabelUnits {
    private final Map<ByteBuffer, String> byKey = new HashMap<>();

    private LabelUnits() {}

    /** Whether the label is a number; one without anything, which is no label to pprof, is not. */
    public static boolean isNumber(SampleTable samples, int label) {
        return !samples.isStringLabel(label) && (samples.labelNumber()[label] != 0 || samples.labelUnit()[label] != 0);
    }

    public static LabelUnits of(Profile profile) {
        StringTable strings = profile.strings();
        SampleTable samples = profile.samples();
        LabelUnits units = new LabelUnits();
        for (int l = 0; l < samples.labelKey().length; l++) {
            if (isNumber(samples, l)) {
                ByteBuffer key = key(strings, samples.labelKey()[l]);
                if (units.byKey.getOrDefault(key, "").isEmpty()) {
                    units.byKey.put(key, strings.get(samples.labelUnit()[l]));
                }
            }
        }
        units.byKey.replaceAll((key, unit) ->
                unit.isEmpty() ? inferred(UTF_8.decode(key.duplicate()).toString()) : unit);
        return units;
    }

    private static ByteBuffer key(StringTable strings, int string) {
        return ByteBuffer.wrap(strings.bytes(), strings.offset(string), strings.length(string));
    }

    private static String inferred(String key) {
        return key.equals("alignment") || key.equals("request") ? "bytes" : key;
    }

    /** The unit of a key that some numeric label has; the table may be that of another profile. */
    public String of(StringTable strings, int key) {
        return byKey.getOrDefault(key(strings, key), "");
    }
}
