package io.tributary.api.pgo.feedback;

import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.OwnCode;
import java.util.List;

/**
 * Feedback for Go's compiler, and what is thought of it.
 *
 * @param options how it was made
 * @param edges as they are handed out: weighed, and capped
 * @param newest the plain sum's edges of a few instances of the newest version, or of all where there is one alone
 * @param unit a sample's weight in these: 1 for counts, the period for nanoseconds
 * @param own which code is the program's own
 * @param figures about the edges
 * @param checks what was looked at
 * @param blocks what each instance did, by the hour, for the report's resampling
 */
public record Feedback(
        FeedbackOptions options,
        CallEdges edges,
        CallEdges newest,
        long unit,
        OwnCode own,
        Figures figures,
        List<Check> checks,
        List<InstanceUse> blocks) {
    public Feedback {
        checks = List.copyOf(checks);
        blocks = List.copyOf(blocks);
    }

    /** How much of an earlier profile the newest version still does. */
    public Ageing ageing(CallEdges earlier) {
        return Ageing.of(earlier, newest, unit, own);
    }

    /** What the checks come to. */
    public Verdict verdict() {
        return Gate.verdict(checks);
    }
}
