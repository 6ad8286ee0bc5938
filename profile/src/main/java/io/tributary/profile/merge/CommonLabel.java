package io.tributary.profile.merge;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A label that all samples of a profile get, so that they can be told from others after a merge. */
public final class CommonLabel {
    private CommonLabel() {}

    /** The profile with the string label on every sample, in place of the string labels that have its key. */
    public static Profile addTo(Profile profile, String key, String value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        return new Profile(
                profile.header(),
                with(profile.strings(), keyBytes, value.getBytes(StandardCharsets.UTF_8)),
                profile.mappings(),
                profile.functions(),
                profile.locations(),
                label(profile, keyBytes));
    }

    private static StringTable with(StringTable strings, byte[] key, byte[] value) {
        int n = strings.size();
        int end = strings.bytes().length;
        byte[] bytes = Arrays.copyOf(strings.bytes(), end + key.length + value.length);
        System.arraycopy(key, 0, bytes, end, key.length);
        System.arraycopy(value, 0, bytes, end + key.length, value.length);
        int[] offsets = new int[n + 2];
        int[] lengths = new int[n + 2];
        for (int i = 0; i < n; i++) {
            offsets[i] = strings.offset(i);
            lengths[i] = strings.length(i);
        }
        offsets[n] = end;
        lengths[n] = key.length;
        offsets[n + 1] = end + key.length;
        lengths[n + 1] = value.length;
        return new StringTable(bytes, offsets, lengths);
    }

    private static SampleTable label(Profile profile, byte[] newKeyBytes) {
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
                if (from.isStringLabel(i) && isKey(strings, from.labelKey()[i], newKeyBytes)) {
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

    private static boolean isKey(StringTable strings, int string, byte[] key) {
        int from = strings.offset(string);
        return Arrays.equals(strings.bytes(), from, from + strings.length(string), key, 0, key.length);
    }
}
