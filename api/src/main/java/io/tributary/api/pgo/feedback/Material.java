package io.tributary.api.pgo.feedback;

import io.tributary.profile.pgo.EdgeComparison;

/** Whether a change of feedback is worth a rebuild. */
public final class Material {
    public static final double LEAST_OVERLAP = 0.95;
    public static final double MOST_MOVED = 0.02;

    private Material() {}

    public static boolean isSame(EdgeComparison comparison) {
        return comparison.overlap() >= LEAST_OVERLAP && comparison.hotMoved() <= MOST_MOVED;
    }
}
