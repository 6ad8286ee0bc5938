package io.tributary.deploy.cli;

import io.tributary.profile.report.Granularity;

/**
 * What a table of functions shows.
 *
 * @param count the most functions, or {@link #ALL} that are not negligible
 * @param sampleIndex name or number of the sample type; empty for the profile's own choice
 * @param byCum whether what a function calls counts for its place
 * @param granularity what one row is
 */
public record TopView(int count, String sampleIndex, boolean byCum, Granularity granularity) {
    public static final int ALL = 0;
}
