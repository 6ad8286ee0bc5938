package io.tributary.api.query;

import io.tributary.api.http.Answer;
import io.tributary.api.http.Timed;
import io.tributary.api.view.MadeOf;
import io.tributary.api.view.Rendering;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.PprofEncoder;
import io.tributary.storage.Coverage;
import io.tributary.storage.MergeResult;

/** A profile as an answer: pprof, gzipped as {@code go tool pprof} and {@code go build} take it, and what it is made of. */
public final class PprofAnswer {
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
        byte[] body = PprofEncoder.encode(profile, Rendering.GZIP_LEVEL);
        Answer answer = Answer.ok("application/octet-stream", body)
                .with("Content-Disposition", "attachment; filename=\"" + fileName + '"');
        return Timed.since(
                startNanos,
                new MadeOf(coverage.profiles(), coverage.instances(), coverage.share(), !leavesLabelsOut).on(answer));
    }
}
