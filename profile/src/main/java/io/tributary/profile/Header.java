package io.tributary.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pprof says beside its samples. Names and units are those of {@code profile.proto}.
 *
 * @param sampleTypes one for each value column, in the order of the columns; never empty in a profile that has samples
 * @param periodType what {@code period} counts, or null where the profile does not say
 * @param period events between two samples, in the unit of {@code periodType}; 0 when unknown
 * @param timeNanos Unix time of the collection's start in nanoseconds; 0 when unknown
 * @param durationNanos how long was collected; 0 when not timed
 * @param defaultSampleType the type shown first, or the empty string
 * @param comments free text, in order
 * @param dropFrames pprof's {@code drop_frames} regular expression, or the empty string
 * @param keepFrames pprof's {@code keep_frames} regular expression, or the empty string
 * @param docUrl where the profile is documented, or the empty string
 */
public record Header(
        List<ValueType> sampleTypes,
        @Nullable ValueType periodType,
        long period,
        long timeNanos,
        long durationNanos,
        String defaultSampleType,
        List<String> comments,
        String dropFrames,
        String keepFrames,
        String docUrl) {
    public Header {
        sampleTypes = List.copyOf(sampleTypes);
        comments = List.copyOf(comments);
    }

    /** The same as if one value column were the only one; it is shown first where it was before. */
    public Header ofColumn(int column) {
        ValueType only = sampleTypes.get(column);
        return new Header(
                List.of(only),
                periodType,
                period,
                timeNanos,
                durationNanos,
                defaultSampleType.equals(only.type()) ? defaultSampleType : "",
                comments,
                dropFrames,
                keepFrames,
                docUrl);
    }
}
