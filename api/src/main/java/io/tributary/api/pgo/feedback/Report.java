package io.tributary.api.pgo.feedback;

import io.tributary.profile.pgo.EdgeComparison;
import io.tributary.profile.pgo.Noise;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What feedback is worth, for a person and for a pull request.
 *
 * @param service whose
 * @param parameters what was asked for
 * @param feedback the figures, checks and verdict
 * @param expected how long until it is good enough, where time mends it and that can be said
 * @param heldOut how well odd hours agree with even ones; empty where there is one kind alone
 * @param noise how much chance alone changes; empty where there is one block alone
 * @param change since what was handed out last; empty where nothing was
 */
public record Report(
        String service,
        SortedMap<String, String> parameters,
        Feedback feedback,
        Optional<Duration> expected,
        Optional<HeldOut> heldOut,
        Optional<Noise> noise,
        Optional<Change> change) {
    /**
     * Blocks of odd hours against those of even ones: how well feedback says what it was not made of.
     *
     * @param hotJaccard of their hot sets
     * @param overlap of their edges
     * @param blocks how many blocks of an instance's hour were compared
     */
    public record HeldOut(double hotJaccard, double overlap, int blocks) {}

    /**
     * What is other than in an earlier profile.
     *
     * @param than what that is: a digest, or a file's name
     * @param comparison before and after
     */
    public record Change(String than, EdgeComparison comparison) {}

    public Report {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    static Report of(
            String service,
            Map<String, String> parameters,
            Feedback feedback,
            Optional<HeldOut> heldOut,
            Optional<Noise> noise,
            Optional<Change> change) {
        Optional<Duration> expected =
                feedback.verdict() == Verdict.WAIT ? Gate.expected(feedback.figures()) : Optional.empty();
        return new Report(service, new TreeMap<>(parameters), feedback, expected, heldOut, noise, change);
    }
}
