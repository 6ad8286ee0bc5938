package io.tributary.profile.difference;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The label by which pprof knows the samples of a base. */
final class BaseLabel {
    private static final byte[] KEY = "pprof::base".getBytes(StandardCharsets.UTF_8);
    private static final byte[] VALUE = "true".getBytes(StandardCharsets.UTF_8);

    private BaseLabel() {}

    /** The profile with the label on every sample, in place of the string labels that have its key. */
    static Profile addTo(Profile profile) {
        return new Profile(
                profile.header(),
                withKeyAndValue(profile.strings()),
                profile.mappings(),
                profile.functions(),
                profile.locations(),
                label(profile));
    }

    private static StringTable withKeyAndValue(StringTable strings) {
        int n = strings.size();
        int end = strings.bytes().length;
        byte[] bytes = Arrays.copyOf(strings.bytes(), end + KEY.length + VALUE.length);
        System.arraycopy(KEY, 0, bytes, end, KEY.length);
        System.arraycopy(VALUE, 0, bytes, end + KEY.length, VALUE.length);
        int[] offsets = new int[n + 2];
        int[] lengths = new int[n + 2];
        for (int i = 0; i < n; i++) {
            offsets[i] = strings.offset(i);
            lengths[i] = strings.length(i);
        }
        offsets[n] = end;
        lengths[n] = KEY.length;
        offsets[n + 1] = end + KEY.length;
        lengths[n + 1] = VALUE.length;
        return new StringTable(bytes, offsets, lengths);
    }

    private static SampleTable label(Profile profile) {
        SampleTable from = profile.samples();
        StringTable strings = profile.strings();
        int newKey = strings.size();
        int most = from.labelKey().length + from.size();
        int[] offset = new int[from.size() + 1];
        int[] key = new int[most];
        int[] string = new int[most];
        long[] number = new long[most];
        int[] unit = new int[most];
        int to = 0;
        for (int s = 0; s < from.size(); s++) {
            key[to] = newKey;
            string[to] = newKey + 1;
            to++;
            for (int i = from.labelOffset()[s]; i < from.labelOffset()[s + 1]; i++) {
                if (from.isStringLabel(i) && isKey(strings, from.labelKey()[i])) {
                    continue;
                }
                key[to] = from.labelKey()[i];
                string[to] = from.labelString()[i];
                number[to] = from.labelNumber()[i];
                unit[to] = from.labelUnit()[i];
                to++;
            }
            offset[s + 1] = to;
        }
        return new SampleTable(
                from.stackOffset(),
                from.location(),
                from.values(),
                offset,
                Arrays.copyOf(key, to),
                Arrays.copyOf(string, to),
                Arrays.copyOf(number, to),
                Arrays.copyOf(unit, to));
    }

    private static boolean isKey(StringTable strings, int string) {
        int from = strings.offset(string);
        return Arrays.equals(strings.bytes(), from, from + strings.length(string), KEY, 0, KEY.length);
    }
}
