package io.tributary.api.pgo.feedback;

/**
 * How feedback is made.
 *
 * @param weight how profiles count
 * @param maxShare the largest share of the weight that one instance may have, above 0; at 1 all count as they are
 */
public record FeedbackOptions(Weight weight, double maxShare) {
    public FeedbackOptions {
        if (!(maxShare > 0 && maxShare <= 1)) {
            throw new IllegalArgumentException("a share of at most " + maxShare);
        }
    }
}
