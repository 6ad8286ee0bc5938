package io.tributary.profile.fuzz;

import io.tributary.profile.Profile;
import io.tributary.profile.report.ReportOptions;
import io.tributary.profile.report.text.Top;
import io.tributary.profile.report.text.Traces;
import io.tributary.profile.report.text.Tree;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Whatever decodes and has a sample type can be printed, in every column. */
public final class ReportTarget {
    private ReportTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        Profile profile = FuzzLimits.decode(input);
        if (profile == null || profile.valueCount() == 0) {
            return;
        }
        OutputStream nowhere = OutputStream.nullOutputStream();
        ReportOptions options = ReportOptions.defaults(profile);
        try {
            Top.of(profile, options).write(nowhere);
            Traces.write(profile, options.withColumn(0), nowhere);
            Tree.write(profile, options.withOrder(ReportOptions.Order.CUM), nowhere);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
