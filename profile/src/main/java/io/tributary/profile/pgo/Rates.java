package io.tributary.profile.pgo;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.util.List;

/** Timed profiles weighed by their rate, so that long ones count like short ones. */
public final class Rates {
    /** What a value of one in a second becomes: so much that hardly anything is lost by rounding. */
    private static final double SCALE = 1e8;

    private static final double NANOS_A_SECOND = 1e9;

    private Rates() {}

    /**
     * The profile with one column alone, whose values are for a second, times 10^8, rounded to whole numbers, halves up. Less than a second
     * counts as one.
     *
     * @param column which
     * @throws IllegalArgumentException when the profile is not timed
     */
    public static Profile of(Profile profile, int column) {
        Header header = profile.header();
        if (header.durationNanos() <= 0) {
            throw new IllegalArgumentException("the profile does not say how long it took");
        }
        double factor = SCALE / Math.max(1, header.durationNanos() / NANOS_A_SECOND);
        SampleTable samples = profile.samples();
        long[] values = new long[samples.size()];
        for (int sample = 0; sample < values.length; sample++) {
            values[sample] = Math.round(samples.values()[sample * profile.valueCount() + column] * factor);
        }
        return new Profile(
                new Header(
                        List.of(header.sampleTypes().get(column)),
                        header.periodType(),
                        header.period(),
                        header.timeNanos(),
                        header.durationNanos(),
                        header.sampleTypes().get(column).type(),
                        header.comments(),
                        header.dropFrames(),
                        header.keepFrames(),
                        header.docUrl()),
                profile.strings(),
                profile.mappings(),
                profile.functions(),
                profile.locations(),
                new SampleTable(
                        samples.stackOffset(),
                        samples.location(),
                        values,
                        samples.labelOffset(),
                        samples.labelKey(),
                        samples.labelString(),
                        samples.labelNumber(),
                        samples.labelUnit()));
    }
}
