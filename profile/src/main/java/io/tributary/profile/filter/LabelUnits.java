package io.tributary.profile.filter;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The unit of each key of numeric labels, of which pprof takes the first in a profile for all. A key that never has one is
 * its own unit, but those that Go's and C++'s heap profiles have always written without count bytes.
 */
final class LabelUnits {
    private final @Nullable String[] byKey;

    private LabelUnits(@Nullable String[] byKey) {
        this.byKey = byKey;
    }

    /** Whether the label is a number; one without anything, which is no label to pprof, is not. */
    static boolean isNumber(SampleTable samples, int label) {
        return !samples.isStringLabel(label) && (samples.labelNumber()[label] != 0 || samples.labelUnit()[label] != 0);
    }

    static LabelUnits of(Profile profile) {
        StringTable strings = profile.strings();
        SampleTable samples = profile.samples();
        int[] unit = new int[strings.size()];
        int[] same = new int[strings.size()];
        // A key may be in the string table more than once.
        Map<ByteBuffer, Integer> keys = new HashMap<>();
        for (int l = 0; l < samples.labelKey().length; l++) {
            if (isNumber(samples, l)) {
                int key = samples.labelKey()[l];
                if (same[key] == 0) {
                    ByteBuffer bytes = ByteBuffer.wrap(strings.bytes(), strings.offset(key), strings.length(key));
                    same[key] = 1 + keys.computeIfAbsent(bytes, _ -> key);
                }
                int first = same[key] - 1;
                int here = samples.labelUnit()[l];
                if (unit[first] == 0 && strings.length(here) > 0) {
                    unit[first] = here;
                }
            }
        }
        @Nullable String[] byKey = new String[strings.size()];
        for (int key = 0; key < byKey.length; key++) {
            if (same[key] != 0) {
                int known = unit[same[key] - 1];
                byKey[key] = known == 0 ? inferred(strings.get(key)) : strings.get(known);
            }
        }
        return new LabelUnits(byKey);
    }

    private static String inferred(String key) {
        return key.equals("alignment") || key.equals("request") ? "bytes" : key;
    }

    /** The unit of a key that some numeric label has. */
    String of(int key) {
        String unit = byKey[key];
        return unit == null ? "" : unit;
    }
}
