package io.tributary.profile.fuzz;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.report.Granularity;
import io.tributary.profile.report.ReportOptions;
import io.tributary.profile.report.flame.FlameGraph;
import io.tributary.profile.report.stacks.Collapsed;
import io.tributary.profile.report.stacks.Speedscope;
import io.tributary.profile.report.text.Top;
import io.tributary.profile.report.text.Traces;
import io.tributary.profile.report.text.Tree;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Whatever decodes and has a sample type can be shown, in every form and by every granularity. */
public final class ReportTarget {
    /**
     * Inlining makes more frames of a stack than the limits of decoding bound, and all of them are looked at. Beyond so many
     * there are the three plain reports alone, for the fuzzer to get on.
     */
    private static final long MANY_FRAMES = 200_000;

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
            if (frames(profile) > MANY_FRAMES) {
                return;
            }
            for (Granularity granularity : Granularity.values()) {
                ReportOptions by = options.withGranularity(granularity);
                Top.of(profile, by.withOrder(ReportOptions.Order.CUM)).write(nowhere);
            }
            Traces.write(profile, options.withGranularity(Granularity.LINES), nowhere);
            FlameGraph.of(profile, options.column()).writeJson(nowhere);
            FlameGraph.of(profile, 0, 0.01, 100).writeJson(nowhere);
            Collapsed.write(profile, 0, nowhere);
            speedscope(profile, nowhere);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long frames(Profile profile) {
        SampleTable samples = profile.samples();
        int[] line = profile.locations().lineOffset();
        long frames = 0;
        for (int location : samples.location()) {
            frames += Math.max(1, line[location + 1] - line[location]);
        }
        return frames;
    }

    private static void speedscope(Profile profile, OutputStream to) throws IOException {
        boolean negative = Arrays.stream(profile.samples().values()).anyMatch(value -> value < 0);
        try {
            Speedscope.write(profile, "fuzzed", to);
            FuzzLimits.check(!negative, "a negative weight in speedscope's format");
        } catch (IllegalArgumentException e) {
            FuzzLimits.checkMessage(e);
            FuzzLimits.check(negative, "refused without a negative value");
        }
    }
}
