package io.tributary.api.query;

import io.tributary.api.http.Answer;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Coverage;
import io.tributary.storage.MergeResult;
import java.util.Locale;

/** A profile as an answer: pprof, gzipped as {@code go tool pprof} and {@code go build} take it, and what it is made of. */
public final class PprofAnswer {
    /** Chosen by measurement: see RATIONALE.md. */
    private static final int GZIP_LEVEL = 1;

    private PprofAnswer() {}

    /** A merge; see {@link #of(Profile, Coverage, boolean, String, long)}. */
    public static Answer of(MergeResult merge, String fileName, long startNanos) {
        return of(merge.profile(), merge.coverage(), merge.leavesLabelsOut(), fileName, startNanos);
    }

    /**
     * Encodes. Takes as long as the profile is large: for workers.
     *
     * @param leavesLabelsOut as of {@link MergeResult}
     * @param fileName under which a browser saves it; of letters, digits, {@code . _ -} only
     * @param startNanos {@link System#nanoTime()} when the question came
     */
    public static Answer of(
            Profile profile, Coverage coverage, boolean leavesLabelsOut, String fileName, long startNanos) {
        byte[] body = PprofEncoder.encode(profile, GZIP_LEVEL);
        return Answer.ok("application/octet-stream", body)
                .with("Content-Disposition", "attachment; filename=\"" + fileName + '"')
                .with("Tributary-Profiles", Long.toString(coverage.profiles()))
                .with("Tributary-Instances", Integer.toString(coverage.instances()))
                .with("Tributary-Coverage", String.format(Locale.ROOT, "%.4f", coverage.share()))
                .with("Tributary-Labels", leavesLabelsOut ? "incomplete" : "complete")
                .with(
                        "Tributary-Query-Time",
                        String.format(Locale.ROOT, "%.6f", (System.nanoTime() - startNanos) / 1e9));
    }
}
