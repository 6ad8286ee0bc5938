package io.tributary.profile.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One value column of a profile. */
public final class SampleValues {
    private static final byte[] BASE_KEY = "pprof::base".getBytes(UTF_8);
    private static final byte[] BASE_VALUE = "true".getBytes(UTF_8);

    private final Profile profile;
    private final int column;

    public SampleValues(Profile profile, int column) {
        this.profile = profile;
        this.column = column;
    }

    /**
     * The column that is shown where nobody named one: the profile's default if it has it, else the last.
     *
     * @throws IllegalArgumentException if the profile has no sample types
     */
    public static int defaultColumn(Profile profile) {
        int columns = profile.valueCount();
        if (columns == 0) {
            throw new IllegalArgumentException("the profile has no sample types, so there is nothing to show");
        }
        for (int i = 0; i < columns; i++) {
            if (profile.header()
                    .sampleTypes()
                    .get(i)
                    .type()
                    .equals(profile.header().defaultSampleType())) {
                return i;
            }
        }
        return columns - 1;
    }

    public long value(int sample) {
        return profile.samples().values()[sample * profile.valueCount() + column];
    }

    /**
     * What shares refer to: the sum of the values without their signs, or that of the base of a comparison alone, if it
     * has one: samples with the label {@code pprof::base=true}. Wraps at 64 bits.
     *
     * @param divisor the values to divide by for a mean, or null for none
     */
    public long total(@Nullable SampleValues divisor) {
        SampleTable samples = profile.samples();
        boolean[] key = stringsOf(BASE_KEY);
        boolean[] value = stringsOf(BASE_VALUE);
        long total = 0;
        long count = 0;
        long baseTotal = 0;
        long baseCount = 0;
        for (int s = 0; s < samples.size(); s++) {
            long v = Math.abs(value(s));
            long d = divisor == null ? 0 : divisor.value(s);
            total += v;
            count += d;
            if (hasLabel(s, key, value)) {
                baseTotal += v;
                baseCount += d;
            }
        }
        if (baseTotal > 0) {
            total = baseTotal;
            count = baseCount;
        }
        return count == 0 ? total : total / count;
    }

    private boolean hasLabel(int sample, boolean[] key, boolean[] value) {
        SampleTable samples = profile.samples();
        for (int l = samples.labelOffset()[sample]; l < samples.labelOffset()[sample + 1]; l++) {
            if (samples.isStringLabel(l) && key[samples.labelKey()[l]] && value[samples.labelString()[l]]) {
                return true;
            }
        }
        return false;
    }

    private boolean[] stringsOf(byte[] content) {
        StringTable strings = profile.strings();
        boolean[] same = new boolean[strings.size()];
        for (int i = 0; i < same.length; i++) {
            int from = strings.offset(i);
            same[i] = strings.length(i) == content.length
                    && Arrays.equals(strings.bytes(), from, from + content.length, content, 0, content.length);
        }
        return same;
    }
}
